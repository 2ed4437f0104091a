import { textOr, type Translate } from "./translate";

/** Decimals that each quantity's sensors can honestly claim. */
const decimals: Record<string, number> = { tilt: 1, distance: 2, level: 2, "fill-level": 0, humidity: 0, battery: 0, temperature: 1, "battery-voltage": 2, count: 0 };

/** Signs of the UCUM codes that are on the wire; another code stands as it is. */
const signs: Record<string, string> = { deg: "°", Cel: " °C", "%": " %", m: " m", V: " V", "1": "" };

/** The name of a quantity within a sentence: `fill-level` is "fill level". */
export const quantityWords = (t: Translate, quantity: string) => textOr(t, `quantity.${quantity}`, quantity);

/** The same where it begins a line. */
export const quantityTitle = (t: Translate, quantity: string) => capitalised(quantityWords(t, quantity));

export const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A value with its unit: `22.4°`, `0.35 m`, `87 %`, `0.5 m/h`; a truth value as its word, `open`. */
export function valueWords(t: Translate, quantity: string, value: number, unit: string, per = ""): string {
  const truth = (value === 0 || value === 1) && !per ? textOr(t, `value.${quantity}.${value}`, "") : "";
  if (truth) return truth;
  // No trailing zeros on round numbers: an axis says 0.5 m, not 0.50 m.
  const figure = Number(value.toFixed(per ? 2 : decimals[quantity] ?? 2));
  return `${figure}${signs[unit] ?? ` ${unit}`}${per}`;
}
