/**
 * CRC-32 of all lines without their ends, as a signed number of 32 bits.
 * Flyway's org.flywaydb.core.internal.resolver.ChecksumCalculator
 */
export function flywayChecksum(text: string): string {
  const bytes = Buffer.from(text.replace(/^\uFEFF/, '').replaceAll(/[\r\n]/g, ''));
  let crc = -1;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  return String(~crc);
}

/** Of the polynomial that ZIP uses; zlib has crc32 since Node 20.15 only. */
const table = Int32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
