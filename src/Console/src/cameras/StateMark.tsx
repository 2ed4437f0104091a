import type { CameraState } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { textOr } from "../i18n/translate";

/** A camera's state as sign, colour and word. Each state has its own sign, for those to whom the colours look alike. */
export function StateMark({ state, online }: { state: CameraState; online: boolean }) {
  const { t } = useTexts();
  const shown = online ? state : "offline";
  const hint = online ? textOr(t, `camera.state.${state}.hint`, "") : t("cameras.offline.hint");
  return (
    <span className={`state-mark mark-${shown}`} title={hint}>
      <CameraSign state={shown} />
      {online ? textOr(t, `camera.state.${state}`, state) : t("cameras.offline")}
    </span>
  );
}

export const CameraSign = ({ state }: { state: string }) => <svg viewBox="0 0 12 12" aria-hidden="true">{signs[state] ?? signs["connecting"]}</svg>;

const signs: Record<string, React.ReactNode> = {
  live: <circle cx="6" cy="6" r="4.5" />,
  connecting: <circle cx="6" cy="6" r="3.8" className="mark-hollow" />,
  blind: <path d="M1 6c2.5-4 7.5-4 10 0-2.5 4-7.5 4-10 0zM2 11L10 1" className="mark-hollow" />,
  stalled: <path d="M2.5 2h2.6v8H2.5zM6.9 2h2.6v8H6.9z" />,
  waiting: <path d="M6 1l5.5 10H.5z" />,
  refused: <path d="M3.6 1h4.8L11 3.6v4.8L8.4 11H3.6L1 8.4V3.6z" />,
  ended: <rect x="2" y="2" width="8" height="8" />,
  offline: <path d="M2 2l8 8M10 2l-8 8" className="mark-hollow" />,
};
