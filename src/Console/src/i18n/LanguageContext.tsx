import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { readStored, writeStored } from "../shell/browserStore";
import { loadDictionary, preferredLanguage, translator, type Dictionary, type Language, type Translate } from "./translate";

interface Texts {
  language: Language;
  t: Translate;
  setLanguage: (language: Language) => void;
}

export interface Spoken {
  language: Language;
  dictionary: Dictionary;
}

const TextsContext = createContext<Texts | null>(null);
const storageKey = "edgewatch.language";

/** The language chosen before, or the browser's; its texts are there before the first render. */
export async function firstLanguage(): Promise<Spoken> {
  const language = preferredLanguage(readStored(storageKey), navigator.language);
  return { language, dictionary: await loadDictionary(language) };
}

export function LanguageProvider({ first, children }: { first: Spoken; children: ReactNode }) {
  const [{ language, dictionary }, setSpoken] = useState(first);

  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);

  const setLanguage = useCallback((next: Language) => {
    writeStored(storageKey, next);
    void loadDictionary(next).then((texts) => setSpoken({ language: next, dictionary: texts }));
  }, []);

  const texts = useMemo(() => ({ language, t: translator(dictionary), setLanguage }), [dictionary, language, setLanguage]);
  return <TextsContext value={texts}>{children}</TextsContext>;
}

export function useTexts(): Texts {
  const texts = use(TextsContext);
  if (!texts) throw new Error("useTexts needs a LanguageProvider above it");
  return texts;
}
