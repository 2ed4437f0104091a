import { useLiveState } from "../api/useLive";
import { useTexts } from "../i18n/LanguageContext";

/** Whether what is shown follows the world. A word beside the colour: colour alone says nothing to some. */
export function LiveLamp() {
  const { t } = useTexts();
  const state = useLiveState();
  return (
    <span className={`lamp lamp-${state}`} role="status" title={t(`live.hint.${state}`)}>
      <svg viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="4" /></svg>
      {t(`live.${state}`)}
    </span>
  );
}
