import type { ReactNode } from "react";
import { useTexts } from "../i18n/LanguageContext";
import { agoWords, clockWords } from "../time/words";
import { useNow } from "../time/useNow";

/** One line of a list of facts. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

/** A time as local clock and age. */
export function Moment({ at }: { at: string }) {
  const { t, language } = useTexts();
  const now = useNow();
  return <time dateTime={at} title={new Date(at).toLocaleString(language)}>{clockWords(language, at, now)} <span className="quiet">{agoWords(t, at, now)}</span></time>;
}
