import { useState } from "react";
import { api } from "../api/client";
import { useLoaded } from "../api/useLoaded";
import type { Camera } from "../api/types";
import { classWords } from "../i18n/domainWords";
import { useTexts } from "../i18n/LanguageContext";
import { useEvery } from "../time/useEvery";
import { HourBands } from "./HourBands";
import { SamplePreview } from "./SamplePreview";
import { ScorePlot } from "./ScorePlot";
import { allDayOf, bandsOf, classesOf, nearest, passing, rounded, weightedPassing, withAllDay, withBands } from "./thresholds";
import type { SettingsDraft } from "./useSettingsDraft";

const periods = [1, 24, 168];
const sampleLimit = 200;

/** The thresholds of the camera's classes, each beside the scores that it divides. */
export function ThresholdPanel({ camera, draft }: { camera: Camera; draft: SettingsDraft }) {
  const { t } = useTexts();
  const [hours, setHours] = useState(24);
  const classes = classesOf(camera, draft.thresholds);
  // What no rule judges stays folded away: a general model knows dozens of classes.
  const judged = classesOf({ ...camera, thresholds: {} }, draft.thresholds);
  const others = classes.filter((name) => !judged.includes(name));
  const [othersShown, setOthersShown] = useState(false);
  return (
    <section className="thresholds" aria-labelledby="thresholds-title">
      <div className="zones-head">
        <h2 id="thresholds-title">{t("threshold.title")}</h2>
        <span className="spacer" />
        <label className="quiet">
          {t("threshold.hours")}{" "}
          <select value={hours} onChange={(e) => setHours(Number(e.target.value))}>
            {periods.map((n) => <option key={n} value={n}>{t("threshold.hours.value", { n })}</option>)}
          </select>
        </label>
      </div>
      {classes.length === 0 ? <p className="quiet">{t("threshold.none")}</p> : <p className="quiet">{t("threshold.help", { hours })}</p>}
      {judged.map((name) => <ClassThreshold key={name} name={name} camera={camera} draft={draft} hours={hours} />)}
      {others.length > 0 && (
        <details className="other-classes" onToggle={(e) => setOthersShown(e.currentTarget.open)}>
          <summary>{t("threshold.others", { n: others.length })}</summary>
          {othersShown && others.map((name) => <ClassThreshold key={name} name={name} camera={camera} draft={draft} hours={hours} />)}
        </details>
      )}
    </section>
  );
}

function ClassThreshold({ name, camera, draft, hours }: { name: string; camera: Camera; draft: SettingsDraft; hours: number }) {
  const { t } = useTexts();
  const { value, reload } = useLoaded(`scores ${camera.agent}/${camera.camera} ${name} ${hours}`, (signal) =>
    api.scores(camera.agent, camera.camera, { class: name, hours, limit: sampleLimit }, signal));
  useEvery(30, reload);
  const [chosen, setChosen] = useState<string | null>(null);
  const scores = value?.items ?? [];
  const known = camera.thresholds?.[name];
  const inForce = known === undefined ? undefined : rounded(known);
  const set = allDayOf(draft.thresholds, name);
  const threshold = set ?? inForce ?? 0.5;
  const change = (next: number) => draft.changeThresholds((now) => withAllDay(now, name, next));
  const sample = scores.find((one) => one.id === chosen);
  const pass = passing(scores, threshold);
  const drawn = scores.some((one) => one.samplingProbability < 1);

  return (
    <article className="class-threshold" aria-label={classWords(t, name)}>
      <div className="class-head">
        <h3>{classWords(t, name)} <span className="quiet code">{name}</span></h3>
        <span className="spacer" />
        {set === undefined && <span className="badge">{t("band.ownFile")}</span>}
        <label>
          <span className="visually-hidden">{t("threshold.slider", { class: classWords(t, name) })}, </span>{t("threshold.value")}{" "}
          <input type="number" min={0} max={1} step={0.01} value={threshold} onChange={(e) => { if (!Number.isNaN(e.target.valueAsNumber)) change(rounded(e.target.valueAsNumber)); }} />
        </label>
      </div>
      {value && scores.length === 0 ? <p className="quiet">{t("threshold.noSamples", { hours })}</p> : (
        <>
          <ScorePlot name={name} scores={scores} threshold={threshold} inForce={inForce} chosen={chosen} onThreshold={change} onChoose={setChosen} />
          <p className="pass-words">
            <strong>{t("threshold.pass", { n: pass, all: scores.length })}</strong>
            {inForce !== undefined && Math.abs(inForce - threshold) > 0.004 && <span> · {t("threshold.was", { n: passing(scores, inForce) })}</span>}
            {drawn && <span className="quiet" title={t("threshold.weighted.hint")}> · {t("threshold.weighted", { n: Math.round(weightedPassing(scores, threshold)) })}</span>}
          </p>
        </>
      )}
      {sample && <SamplePreview sample={sample} scores={scores} onChoose={setChosen} />}
      <HourBands name={name} bands={bandsOf(draft.thresholds, name)} threshold={threshold} onChange={(bands) => draft.changeThresholds((now) => withBands(now, name, bands))}>
        {!sample && scores.length > 0 && <button type="button" className="plain link" onClick={() => setChosen(nearest(scores, threshold)?.id ?? null)}>{t("threshold.sample.open")}</button>}
      </HourBands>
    </article>
  );
}
