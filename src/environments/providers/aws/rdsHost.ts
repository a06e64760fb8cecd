/** In China the service comes first: https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-Beijing.html */
const rdsHost =
  /\.(?:(?<region>[a-z]{2}(?:-[a-z]+)+-\d+)\.rds\.amazonaws\.com|rds\.(?<chinese>cn-[a-z]+-\d+)\.amazonaws\.com\.cn)\.?$/i;

/** The AWS Region that is part of a host's name at Amazon RDS; undefined for any other host. */
export function regionOfHost(host: string): string | undefined {
  const { region, chinese } = rdsHost.exec(host)?.groups ?? {};
  return (region ?? chinese)?.toLowerCase();
}
