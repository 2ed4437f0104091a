import { api } from "../api/client";
import { useLiveMessages } from "../api/useLive";
import { useLoaded } from "../api/useLoaded";
import type { Case, Sensor } from "../api/types";
import { agentFaultWords } from "../bridge/agentFaultWords";
import { quantityTitle, valueWords } from "../i18n/quantityWords";
import { useTexts } from "../i18n/LanguageContext";
import { textOr } from "../i18n/translate";
import { percentWords } from "../review/odds";
import { hrefOf } from "../routing/routes";
import { ErrorNote } from "../shell/ErrorNote";
import { Fact, Moment } from "../shell/Facts";
import { useProblemName } from "../shell/Problems";
import { useEvery } from "../time/useEvery";
import { SensorStateMark } from "./SensorStateMark";

/** One sensor: how it is doing, what it read last, what came of it. */
export function SensorPage({ agent, sensor }: { agent: string; sensor: string }) {
  const { t } = useTexts();
  const one = useLoaded("sensor", (signal) => api.sensor(agent, sensor, signal));
  const cases = useLoaded("cases", (signal) => api.cases({ agent, sensor }, 20, null, signal));
  useLiveMessages((message) => {
    if (message.type === "case") cases.reload();
    if (message.type === "sensors" && message.agent === agent) one.reload();
  }, () => { one.reload(); cases.reload(); });
  useEvery(15, one.reload);
  const { value } = one;
  return (
    <main id="content" className="page" aria-labelledby="sensor-title">
      <header className="page-head">
        <a className="back" href={hrefOf({ page: "sensors" })} aria-label={t("sensor.back")} title={t("sensor.back")}>←</a>
        <h1 id="sensor-title">{value?.name || sensor}</h1>
        {value && <SensorStateMark of={value} />}
      </header>
      {one.error && !value && (one.error.status === 404 ? <p>{t("sensor.gone")}</p> : <ErrorNote error={one.error} onRetry={one.reload} />)}
      {value && <SensorFacts of={value} />}
      {value && <LatestReadings of={value} />}
      {cases.value && <SensorCases cases={cases.value.items} />}
    </main>
  );
}

function SensorFacts({ of }: { of: Sensor }) {
  const { t } = useTexts();
  const { place } = of;
  return (
    <section className="sensor-facts">
      {of.lastError && <p className="cell-error">{agentFaultWords(t, of.lastError)}</p>}
      <dl className="fact-list">
        <Fact name={t("sensors.col.sensor")}><span className="code">{of.sensor}</span> <span className="quiet">{of.agent}</span></Fact>
        <Fact name={t("cameras.col.since")}><Moment at={of.since} /></Fact>
        <Fact name={t("sensors.col.heard")}>{of.heardAt ? <Moment at={of.heardAt} /> : t("sensors.never")}</Fact>
        {of.undecoded > 0 && <Fact name={t("sensor.undecoded")}><span className="warn">{t("sensor.undecoded.value", { n: of.undecoded })}</span></Fact>}
        {of.component && <Fact name={t("sensors.col.component")}><span className="code">{of.component}</span></Fact>}
        {of.camera && <Fact name={t("sensors.col.camera")}><a href={hrefOf({ page: "camera", agent: of.agent, camera: of.camera })}>{of.camera}</a>{of.zone && <span className="quiet"> {of.zone}</span>}</Fact>}
        <Fact name={t("case.place")}>
          {place ? t("case.place.value", {
            lat: place.lat.toFixed(5), lon: place.lon.toFixed(5), system: place.system, error: Math.round(place.errorRadius), from: textOr(t, `from.${place.from}`, place.from),
          }) : t("case.place.unknown")}
        </Fact>
      </dl>
    </section>
  );
}

function LatestReadings({ of: { latest } }: { of: Sensor }) {
  const { t } = useTexts();
  return (
    <section aria-labelledby="latest-title">
      <h2 id="latest-title">{t("sensor.latest")}</h2>
      {latest.length === 0 ? <p className="quiet">{t("sensor.latest.none")}</p> : (
        <ul className="readings">
          {latest.map((one) => (
            <li key={one.quantity}>
              <span className="quiet">{quantityTitle(t, one.quantity)}</span>
              <strong className={one.value == null ? "warn" : ""}>{one.value == null ? t("chart.reading.bad") : valueWords(t, one.quantity, one.value, one.unit)}</strong>
              <Moment at={one.at} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function SensorCases({ cases }: { cases: Case[] }) {
  const { t } = useTexts();
  const problemName = useProblemName();
  return (
    <section aria-labelledby="cases-title">
      <h2 id="cases-title">{t("sensor.cases")}</h2>
      {cases.length === 0 ? <p className="quiet">{t("sensor.cases.none")}</p> : (
        <ul className="sensor-cases">
          {cases.map((one) => (
            <li key={one.id}>
              <a href={hrefOf({ page: "review", caseId: one.id })}>{problemName(one.problem)} #{one.number}</a>
              <span className={`badge state-${one.state}`}>{t(`state.${one.state}`)}</span>
              {one.confidence && <span>{percentWords(one.confidence.posterior)}</span>}
              <Moment at={one.seenAt} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
