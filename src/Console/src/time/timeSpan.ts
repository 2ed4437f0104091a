/** Reads a .NET duration, `[-][d.]hh:mm:ss[.fffffff]`, into seconds; 0 where the text is none. */
export function secondsOf(text: string | undefined | null): number {
  const parts = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2}(?:\.\d+)?)$/.exec(text ?? "");
  if (!parts) return 0;
  const [, sign, days, hours, minutes, seconds] = parts;
  const total = Number(days ?? 0) * 86400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign ? -total : total;
}

/** Writes seconds as a .NET duration. */
export function timeSpanOf(seconds: number): string {
  const milliseconds = Math.max(0, Math.round(seconds * 1000));
  const whole = Math.floor(milliseconds / 1000);
  const two = (n: number) => String(n).padStart(2, "0");
  const days = Math.floor(whole / 86400);
  const fraction = milliseconds % 1000;
  const clock = `${two(Math.floor(whole / 3600) % 24)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return (days ? `${days}.` : "") + clock + (fraction ? `.${String(fraction).padStart(3, "0")}` : "");
}
