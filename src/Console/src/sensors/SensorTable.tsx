import type { Sensor } from "../api/types";
import { agentFaultWords } from "../bridge/agentFaultWords";
import { useTexts } from "../i18n/LanguageContext";
import { hrefOf } from "../routing/routes";
import { agoWords } from "../time/words";
import { useNow } from "../time/useNow";
import { batteryOf, LatestValues, withoutBattery } from "./LatestValues";
import { SensorStateMark } from "./SensorStateMark";

export function SensorTable({ sensors }: { sensors: Sensor[] }) {
  const { t } = useTexts();
  const now = useNow(5);
  return (
    <div className="table-scroll">
      <table className="sensor-table">
        <thead>
          <tr>
            <th scope="col">{t("sensors.col.state")}</th>
            <th scope="col">{t("sensors.col.sensor")}</th>
            <th scope="col">{t("sensors.col.latest")}</th>
            <th scope="col">{t("sensors.col.heard")}</th>
            <th scope="col">{t("sensors.col.battery")}</th>
            <th scope="col">{t("sensors.col.component")}</th>
            <th scope="col">{t("sensors.col.camera")}</th>
            <th scope="col">{t("sensors.col.error")}</th>
          </tr>
        </thead>
        <tbody>{sensors.map((sensor) => <SensorRow key={`${sensor.agent}/${sensor.sensor}`} of={sensor} now={now} />)}</tbody>
      </table>
    </div>
  );
}

function SensorRow({ of, now }: { of: Sensor; now: number }) {
  const { t } = useTexts();
  return (
    <tr className={of.online ? "" : "row-offline"}>
      <td><SensorStateMark of={of} /></td>
      <th scope="row"><a href={hrefOf({ page: "sensor", agent: of.agent, sensor: of.sensor })}>{of.name || of.sensor}</a><span className="quiet block sensor-of">{of.name && `${of.sensor} · `}{of.agent}</span></th>
      <td><LatestValues of={withoutBattery(of.latest)} named /></td>
      <td>{of.heardAt ? agoWords(t, of.heardAt, now) : t("sensors.never")}</td>
      <td><LatestValues of={batteryOf(of.latest)} /></td>
      <td className="code">{of.component ?? "–"}</td>
      <td>{of.camera ? <a href={hrefOf({ page: "camera", agent: of.agent, camera: of.camera })}>{of.camera}</a> : "–"}</td>
      <td className="cell-error">{of.lastError && agentFaultWords(t, of.lastError)}</td>
    </tr>
  );
}
