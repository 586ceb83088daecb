const FORM = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** In: any string. Out: whether it is a real day of the Gregorian calendar as exactly YYYY-MM-DD, from 0001 on (contract §4 "Dates"). */
export function isCalendarDate(text: string): boolean {
  const parts = FORM.exec(text);
  if (parts === null) return false;
  const year = Number(parts[1]);
  return year > 0 && Number(parts[3]) <= daysInMonth(year, Number(parts[2]));
}

/** In: an instant. Out: its day in UTC as YYYY-MM-DD, which compares with other such days as a string (contract, introduction). */
export function todayUtc(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/** In: an instant. Out: its month in UTC as YYYY-MM, which compares with other such months as a string. */
export function monthUtc(now: Date): string {
  return now.toISOString().slice(0, 7);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
