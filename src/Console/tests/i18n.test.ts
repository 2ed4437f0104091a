import { describe, expect, it } from "vitest";
import { en } from "../src/i18n/en";
import { fill, preferredLanguage, textOr, translator, type Dictionary } from "../src/i18n/translate";
import { zh } from "../src/i18n/zh";

const dictionaries: Record<"en" | "zh", Dictionary> = { en, zh };

const placeholders = (text: string) => [...new Set([...text.matchAll(/\{(\w+)[|}]/g)].map((match) => match[1]))].sort();

describe("dictionaries", () => {
  it("have the same keys in both languages", () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  });

  it("leave no text empty", () => {
    for (const [language, texts] of Object.entries(dictionaries))
      for (const [key, text] of Object.entries(texts)) expect(text.trim(), `${language} ${key}`).not.toBe("");
  });

  it("take the same values in both languages", () => {
    for (const key of Object.keys(en) as (keyof typeof en)[]) expect(placeholders(zh[key]), key).toEqual(placeholders(en[key]));
  });

  it("keep Chinese texts Chinese but for names and signs", () => {
    const unspoken = Object.entries(zh).filter(([key, text]) => text === en[key as keyof typeof en] && /[a-z]{3}/i.test(text.replace(/\{\w+\}/g, "")));
    expect(unspoken).toEqual([]);
  });
});

describe("fill", () => {
  it("puts values in and leaves unknown ones visible", () => {
    expect(fill("{n} of {all}", { n: 3 })).toBe("3 of {all}");
  });

  it("chooses one or more by number", () => {
    expect(fill("{n|{n} look|{n} looks}", { n: 1 })).toBe("1 look");
    expect(fill("{n|{n} look|{n} looks}", { n: 0 })).toBe("0 looks");
  });
});

describe("language", () => {
  it("follows the browser until a person chose", () => {
    expect(preferredLanguage(null, "zh-TW")).toBe("zh");
    expect(preferredLanguage(null, "de-DE")).toBe("en");
    expect(preferredLanguage("en", "zh-CN")).toBe("en");
    expect(preferredLanguage("xx", "zh-CN")).toBe("zh");
  });

  it("translates", () => {
    expect(translator(zh)("queue.waiting", { n: 5 })).toBe("5 件待核实");
  });

  it("falls back to the bare name of what no text knows", () => {
    expect(textOr(translator(en), "class.overflow", "overflow")).toBe("overflowing bin");
    expect(textOr(translator(en), "class.zebra", "zebra")).toBe("zebra");
  });
});
