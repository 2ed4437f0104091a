import type { PatrolReport, PatrolRow } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { KeyCells, KeyHeads } from "./KeyCell";
import { percent } from "./query";

const counts = ["detections", "qualified"] as const;
const details = ["corrected", "rejected", "pending", "opened", "joined", "quiet"] as const;

/** The machine patrol (机巡) table: videos analysed, detections, those that meet the filing standard, their ratio, and what became of the rest. */
export function PatrolTable({ report }: { report: PatrolReport }) {
  const { t, language } = useTexts();
  return (
    <div className="table-scroll">
      <table>
        <thead>
          <tr>
            <KeyHeads by={report.by} />
            <th scope="col" className="number">{t("patrol.videos")}</th>
            {counts.map((one) => <th key={one} scope="col" className="number">{t(`patrol.${one}`)}</th>)}
            <th scope="col" className="number" title={report.definition.formula[language]}>{report.definition[language]}</th>
            {details.map((one) => <th key={one} scope="col" className="number">{t(`patrol.${one}`)}</th>)}
          </tr>
        </thead>
        <tbody>{report.rows.map((row) => <Row key={JSON.stringify(row.key)} by={report.by} of={row} />)}</tbody>
        <tfoot><Row by={report.by} of={report.total} /></tfoot>
      </table>
    </div>
  );
}

function Row({ by, of }: { by: string[]; of: PatrolRow }) {
  const { language } = useTexts();
  const number = (value: number) => value.toLocaleString(language);
  return (
    <tr>
      <KeyCells by={by} of={of.key} />
      <td className="number">{of.videos === undefined ? "–" : number(of.videos)}</td>
      {counts.map((one) => <td key={one} className="number">{number(of[one])}</td>)}
      <td className="number" title={of.accuracy.notMeasurable?.[language] ?? `${of.accuracy.numerator} / ${of.accuracy.denominator}`}><strong>{percent(of.accuracy.value)}</strong></td>
      {details.map((one) => <td key={one} className="number quiet">{number(of[one])}</td>)}
    </tr>
  );
}
