import type { Sensor, SensorState } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { textOr } from "../i18n/translate";

/** A sensor's state as sign, colour and word, each state with its own sign; the agent's absence goes before it. */
export function SensorStateMark({ of: { state, online } }: { of: Pick<Sensor, "state" | "online"> }) {
  const { t } = useTexts();
  const shown = online ? state : "offline";
  return (
    <span className={`state-mark mark-${shown}`} title={online ? textOr(t, `sensor.state.${state}.hint`, "") : t("cameras.offline.hint")}>
      <StateSign state={shown} />
      {online ? textOr(t, `sensor.state.${state}`, state) : t("cameras.offline")}
    </span>
  );
}

export const StateSign = ({ state }: { state: SensorState | "offline" }) => <svg viewBox="0 0 12 12" aria-hidden="true">{signs[state] ?? signs["expected"]}</svg>;

const signs: Record<string, React.ReactNode> = {
  live: <circle cx="6" cy="6" r="4.5" />,
  expected: <circle cx="6" cy="6" r="3.8" className="mark-hollow" />,
  silent: <path d="M2.5 2h2.6v8H2.5zM6.9 2h2.6v8H6.9z" />,
  faulty: <path d="M6 1l5.5 10H.5z" />,
  unknown: <path d="M6 .8L11.2 6 6 11.2.8 6z" />,
  refused: <path d="M3.6 1h4.8L11 3.6v4.8L8.4 11H3.6L1 8.4V3.6z" />,
  offline: <path d="M2 2l8 8M10 2l-8 8" className="mark-hollow" />,
};
