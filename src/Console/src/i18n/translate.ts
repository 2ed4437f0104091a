import type { en } from "./en";

export type Language = "en" | "zh";
export type TextKey = keyof typeof en;
export type Dictionary = Record<TextKey, string>;
export type Values = Record<string, string | number>;
export type Translate = (key: TextKey, values?: Values) => string;

const loaders: Record<Language, () => Promise<Dictionary>> = {
  en: () => import("./en").then((module) => module.en),
  zh: () => import("./zh").then((module) => module.zh),
};

/** Only the language that is read is fetched. */
export const loadDictionary = (language: Language): Promise<Dictionary> => loaders[language]();

/** Puts values into a text: `{name}`, and `{n|one|more}` by number. */
export function fill(template: string, values: Values = {}): string {
  const chosen = template.replace(/\{(\w+)\|((?:[^{}|]|\{\w+\})*)\|((?:[^{}|]|\{\w+\})*)\}/g, (_, name: string, one: string, more: string) =>
    Number(values[name]) === 1 ? one : more);
  return chosen.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function translator(dictionary: Dictionary): Translate {
  return (key, values) => fill(dictionary[key] ?? key, values);
}

/** The text of a key built at run time (`class.` + a name that a model gave), or the fallback where no text has that key. */
export function textOr(t: Translate, key: string, fallback: string): string {
  const text = t(key as TextKey);
  return text === key ? fallback : text;
}

/** Chinese for any kind of Chinese that the browser asks for, else English. */
export function preferredLanguage(stored: string | null, browser: string | undefined): Language {
  if (stored === "en" || stored === "zh") return stored;
  return browser?.toLowerCase().startsWith("zh") ? "zh" : "en";
}
