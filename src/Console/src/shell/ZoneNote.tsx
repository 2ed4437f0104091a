import { useTexts } from "../i18n/LanguageContext";
import { zoneWords } from "../time/words";

/** In which zone all times are told, once for all of them. */
export function ZoneNote() {
  const { t } = useTexts();
  const place = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return <span className="zone-note" title={t("time.zone.hint", { zone: place })}>{zoneWords(new Date())}</span>;
}
