import type { Camera } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { textOr } from "../i18n/translate";
import { countStates, type ShownState } from "./cameraOrder";
import { CameraSign } from "./StateMark";

interface StateChoicesProps {
  cameras: Camera[];
  chosen: ShownState | "";
  onChoose: (state: ShownState | "") => void;
}

/** How many cameras are in each state, and the way to see just those. */
export function StateChoices({ cameras, chosen, onChoose }: StateChoicesProps) {
  const { t, language } = useTexts();
  const choice = (state: ShownState | "", label: string, count: number) => (
    <button key={state} type="button" className={state ? `toggle state-choice mark-${state}` : "toggle"} aria-pressed={chosen === state} onClick={() => onChoose(chosen === state ? "" : state)}>
      {state && <CameraSign state={state} />}{label} <strong>{count.toLocaleString(language)}</strong>
    </button>
  );
  return (
    <div className="state-choices" role="group" aria-label={t("cameras.states")}>
      {choice("", t("common.all"), cameras.length)}
      {countStates(cameras).map(([state, count]) => choice(state, state === "offline" ? t("cameras.offline") : textOr(t, `camera.state.${state}`, state), count))}
    </div>
  );
}
