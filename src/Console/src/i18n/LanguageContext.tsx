import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { readStored, writeStored } from "../shell/browserStore";
import { preferredLanguage, translator, type Language, type Translate } from "./translate";

interface Texts {
  language: Language;
  t: Translate;
  setLanguage: (language: Language) => void;
}

const TextsContext = createContext<Texts | null>(null);
const storageKey = "edgewatch.language";

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState<Language>(() => preferredLanguage(readStored(storageKey), navigator.language));

  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);

  const setLanguage = useCallback((next: Language) => {
    writeStored(storageKey, next);
    choose(next);
  }, []);

  const texts = useMemo(() => ({ language, t: translator(language), setLanguage }), [language, setLanguage]);
  return <TextsContext value={texts}>{children}</TextsContext>;
}

export function useTexts(): Texts {
  const texts = use(TextsContext);
  if (!texts) throw new Error("useTexts needs a LanguageProvider above it");
  return texts;
}
