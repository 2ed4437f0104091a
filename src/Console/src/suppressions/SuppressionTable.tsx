import type { Suppression } from "../api/types";
import { reasonWords } from "../i18n/domainWords";
import { useTexts } from "../i18n/LanguageContext";
import { textOr } from "../i18n/translate";
import { sourceOf } from "../review/sources";
import { hrefOf } from "../routing/routes";
import { useProblemName } from "../shell/Problems";
import { agoWords, momentWords } from "../time/words";
import { useNow } from "../time/useNow";

export function SuppressionTable({ items, onWithdraw }: { items: Suppression[]; onWithdraw: (of: Suppression) => void }) {
  const { t } = useTexts();
  if (items.length === 0) return <p className="quiet">{t("quiet.none")}</p>;
  return (
    <div className="table-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("quiet.col.what")}</th>
            <th scope="col">{t("quiet.col.where")}</th>
            <th scope="col">{t("quiet.col.when")}</th>
            <th scope="col">{t("quiet.col.why")}</th>
            <th scope="col" className="number">{t("quiet.col.kept")}</th>
            <th scope="col"><span className="visually-hidden">{t("quiet.withdraw")}</span></th>
          </tr>
        </thead>
        <tbody>{items.map((item) => <Row key={item.id} of={item} onWithdraw={onWithdraw} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ of, onWithdraw }: { of: Suppression; onWithdraw: (of: Suppression) => void }) {
  const { t, language } = useTexts();
  const problemName = useProblemName();
  const now = useNow(60);
  const at = (time: string) => momentWords(language, time, now);
  return (
    <tr>
      <th scope="row">{of.problem ? problemName(of.problem) : t("quiet.anyProblem")} <span className="block"><span className={`badge quiet-${of.kind}`}>{t(`quiet.kind.${of.kind}`)}</span></span></th>
      <td><Where of={of} /></td>
      <td>
        {of.kind === "not-a-problem" ? t("quiet.until", { at: at(of.expiresAt) }) : `${at(of.from)} – ${at(of.until)}`}
        {of.repeatDays && <span className="quiet block">{t("quiet.repeats", { n: of.repeatDays, at: at(of.expiresAt) })}</span>}
      </td>
      <td className="cell-wide">{reasonWords(t, problemName, of.reason)} <span className="quiet block">{of.author}</span></td>
      <td className="number">{of.kept.toLocaleString(language)}{of.lastKeptAt && <span className="quiet block">{t("quiet.last", { age: agoWords(t, of.lastKeptAt, now) })}</span>}</td>
      <td><button type="button" onClick={() => onWithdraw(of)}>{t("quiet.withdraw")}</button></td>
    </tr>
  );
}

/** A circle on the ground, or the zone of a camera. */
function Where({ of: { area, source, zone } }: { of: Suppression }) {
  const { t } = useTexts();
  const camera = source ? sourceOf(source) : null;
  if (camera?.kind === "camera") return <><a href={hrefOf({ page: "camera", agent: camera.agent, camera: camera.id })}>{camera.id}</a>{zone && <span className="quiet block">{t("quiet.spot", { zone })}</span>}</>;
  if (!area) return <>{source ?? textOr(t, "common.unknown", "")}</>;
  return <><span className="code">{area.lat.toFixed(5)}, {area.lon.toFixed(5)}</span><span className="quiet block">{t("quiet.within", { n: Math.round(area.errorRadius) })}</span></>;
}
