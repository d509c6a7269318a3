/**
 * Times as Go reads them (time.Parse with RFC3339, and k8s.io/apimachinery/pkg/apis/meta/v1/{time,micro_time}.go, v1.36): fractions
 * may follow a comma, hours may have one digit, a MicroTime must have exactly six digits of fraction.
 */
const LAYOUT = /^(\d{4})-(\d\d)-(\d\d)T(\d{1,2}):(\d\d):(\d\d)([.,]\d+)?(Z|[+-]\d\d:\d\d)$/;

/** The time in UTC as the API server prints it, or undefined when it does not parse. */
export function canonicalTime(text: string, micro: boolean): string | undefined {
  const match = LAYOUT.exec(text);
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', zone = ''] = match;
  if (micro && fraction.length !== 7) return undefined;
  if (!isDate(Number(year), Number(month), Number(day)) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (zone !== 'Z' && (Number(zone.slice(1, 3)) > 24 || Number(zone.slice(4)) > 60)) return undefined;
  const digits = micro ? `.${fraction.slice(1)}` : '';
  if (zone === 'Z') return `${year}-${month}-${day}T${hour.padStart(2, '0')}:${minute}:${second}${digits}Z`;
  const sign = zone.startsWith('-') ? 1 : -1;
  const offsetMinutes = sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4)));
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute) + offsetMinutes, Number(second));
  return `${date.toISOString().slice(0, -5)}${digits}Z`;
}

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}
