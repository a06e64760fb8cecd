/** Numbers as all reports write them: in English, as the rest of the words. */

/** "18,044". */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}

/** "31.7x"; "0.03x" where one digit would say nothing; a dash where there is no ratio. */
export function ratioText(ratio: number | undefined): string {
  if (ratio === undefined) return '–';
  const digits = ratio >= 100 ? 0 : ratio >= 1 || ratio === 0 ? 1 : 2;
  return `${ratio.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })}x`;
}

/** "98.0 %". */
export function shareText(share: number): string {
  return `${(share * 100).toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`;
}

/** "+17,475". */
export function signed(difference: number): string {
  return difference > 0 ? `+${grouped(difference)}` : grouped(difference).replace('-', '−');
}

/** "112 kB", as pg_size_pretty() writes it. */
export function bytesWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let unit = 0;
  while (value >= 10_240 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Math.round(value).toLocaleString('en')} ${units[unit] ?? ''}`;
}
