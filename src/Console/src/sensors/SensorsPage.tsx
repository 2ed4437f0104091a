import { useEffect, useRef, useState } from "react";
import { api } from "../api/client";
import { useLiveMessages } from "../api/useLive";
import { useLoaded } from "../api/useLoaded";
import type { SensorState } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { ErrorNote } from "../shell/ErrorNote";
import { SearchField } from "../shell/SearchField";
import { useEvery } from "../time/useEvery";
import { useSettled } from "../time/useSettled";
import { faultsFirst, firstCursor, loadSensors, type Cursor, type SensorsPart } from "./sensorPages";
import { StateSign } from "./SensorStateMark";
import { SensorTable } from "./SensorTable";

const size = 50;

/** Every sensor and how it is doing, a page at a time; those in trouble first. */
export function SensorsPage() {
  const { t } = useTexts();
  const [state, setState] = useState<SensorState | "">("");
  const [text, setText] = useState("");
  const wanted = useSettled(text.trim(), 250);
  const [pages, setPages] = useState<Cursor[]>([firstCursor]);
  const from = pages.at(-1)!;
  const { value, error, loading, reload } = useLoaded(`sensors ${state} ${wanted} ${from.state} ${from.after ?? ""}`, (signal) =>
    loadSensors((filter, limit, after) => api.sensors(filter, limit, after, signal), { state, text: wanted }, from, size));
  useEffect(() => setPages([firstCursor]), [wanted]);
  useLiveMessages((message) => { if (message.type === "sensors" || message.type === "agent") reload(); }, reload);
  // Ages and latest values are not told live.
  useEvery(15, reload);
  // While another page is on its way the one before stays in sight.
  const before = useRef<SensorsPart>(undefined);
  useEffect(() => { if (value) before.current = value; });
  const shown = value ?? before.current;

  // Another page begins at its head, wherever the last one was left.
  const top = useRef<HTMLElement>(null);
  useEffect(() => { top.current?.scrollTo({ top: 0 }); }, [pages, state]);

  const choose = (next: SensorState | "") => { setState(next); setPages([firstCursor]); };
  // Who looks for one sensor wants it found, whatever state was chosen before.
  const search = (next: string) => { setText(next); setState(""); };
  const none = shown && Object.values(shown.states).every((count) => count === 0) && !wanted;
  return (
    <main ref={top} id="content" className="page" aria-labelledby="sensors-title">
      <header className="page-head">
        <h1 id="sensors-title">{t("sensors.title")}</h1>
        {shown && !none && <StateFilter states={shown.states} chosen={state} onChoose={choose} />}
        <span className="spacer" />
        {!none && <SearchField label={t("sensors.filter")} value={text} onChange={search} />}
      </header>
      {error && !shown && <ErrorNote error={error} onRetry={reload} />}
      {none && <div className="empty"><p>{t("sensors.empty")}</p></div>}
      {shown && !none && (
        <div className={loading && !value ? "sensors-list sensors-waiting" : "sensors-list"}>
          {shown.items.length === 0 ? <p className="quiet">{t("sensors.none")}</p> : <SensorTable sensors={shown.items} />}
          {shown.total > size && <Pager of={shown} page={pages.length - 1} onPrevious={() => setPages(pages.slice(0, -1))} onNext={() => { if (shown.next) setPages([...pages, shown.next]); }} />}
        </div>
      )}
    </main>
  );
}

function StateFilter({ states, chosen, onChoose }: { states: SensorsPart["states"]; chosen: SensorState | ""; onChoose: (state: SensorState | "") => void }) {
  const { t } = useTexts();
  const all = Object.values(states).reduce((sum, count) => sum + count, 0);
  const choice = (state: SensorState | "", label: string, count: number) => (
    <button key={state} type="button" className={state ? `toggle state-choice mark-${state}` : "toggle"} aria-pressed={chosen === state} disabled={count === 0 && chosen !== state} onClick={() => onChoose(state)}>
      {state && <StateSign state={state} />}{label} <strong>{count.toLocaleString()}</strong>
    </button>
  );
  return (
    <div className="state-choices" role="group" aria-label={t("sensors.states")}>
      {choice("", t("sensors.all"), all)}
      {faultsFirst.map((state) => choice(state, t(`sensor.state.${state}`), states[state] ?? 0))}
    </div>
  );
}

function Pager({ of, page, onPrevious, onNext }: { of: SensorsPart; page: number; onPrevious: () => void; onNext: () => void }) {
  const { t } = useTexts();
  return (
    <p className="pager">
      <button type="button" disabled={page === 0} onClick={onPrevious}>{t("sensors.previous")}</button>
      <span aria-live="polite">{t("sensors.shown", { from: (page * size + 1).toLocaleString(), to: (page * size + of.items.length).toLocaleString(), all: of.total.toLocaleString() })}</span>
      <button type="button" disabled={!of.next} onClick={onNext}>{t("sensors.next")}</button>
    </p>
  );
}
