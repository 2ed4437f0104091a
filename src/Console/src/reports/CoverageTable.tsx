import type { CoverageReport, CoverageRow } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { KeyCells, KeyHeads } from "./KeyCell";
import { percent } from "./query";

/** What was looked at, from the zero reports: what was not seen stands out. */
export function CoverageTable({ report }: { report: CoverageReport }) {
  const { t, language } = useTexts();
  return (
    <>
      {report.cells !== undefined && <p>{t("coverage.cells", { seen: (report.cellsSeen ?? 0).toLocaleString(language), all: report.cells.toLocaleString(language) })}</p>}
      <div className="table-scroll">
        <table>
          <thead>
            <tr>
              <KeyHeads by={report.by} />
              {(["seen", "coverage", "blind", "silent", "looks", "lookShare"] as const).map((one) => <th key={one} scope="col" className="number">{t(`coverage.${one}`)}</th>)}
            </tr>
          </thead>
          <tbody>{report.rows.map((row) => <Row key={JSON.stringify(row.key)} by={report.by} of={row} />)}</tbody>
          <tfoot><Row by={report.by} of={report.total} /></tfoot>
        </table>
      </div>
    </>
  );
}

/** Below this share of its looks a camera is not watched as it should be. */
const enough = 0.95;

function Row({ by, of }: { by: string[]; of: CoverageRow }) {
  const { language } = useTexts();
  const number = (value: number) => value.toLocaleString(language);
  const poor = (wrong: boolean) => (wrong ? "number warn" : "number");
  return (
    <tr>
      <KeyCells by={by} of={of.key} />
      <td className={poor(of.seen < of.cameras)}>{number(of.seen)} / {number(of.cameras)}</td>
      <td className={poor((of.coverage ?? 1) < 1)}>{percent(of.coverage)}</td>
      <td className={poor(of.blind > 0)}>{number(of.blind)}</td>
      <td className={poor(of.silent > 0)}>{number(of.silent)}</td>
      <td className="number">{number(of.looksMade)} / {number(of.looksDue)}</td>
      <td className={poor((of.lookShare ?? 1) < enough)}>{percent(of.lookShare)}</td>
    </tr>
  );
}
