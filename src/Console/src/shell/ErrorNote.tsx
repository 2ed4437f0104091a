import { useTexts } from "../i18n/LanguageContext";
import { errorWords } from "../i18n/domainWords";

/** Something could not be loaded: what, why, and a button to try again. */
export function ErrorNote({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTexts();
  return (
    <div className="error-note" role="alert">
      <p>{errorWords(t, error)}</p>
      <button type="button" onClick={onRetry}>{t("common.retry")}</button>
    </div>
  );
}
