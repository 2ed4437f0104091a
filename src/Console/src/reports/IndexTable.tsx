import type { IndexDescription, IndexFigure, IndexReport } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { KeyCells, KeyHeads } from "./KeyCell";
import { percent } from "./query";

/** The evaluation indices: of the whole each with its formula, of groups side by side. */
export function IndexTable({ report }: { report: IndexReport }) {
  return report.by.length === 0 ? <Whole report={report} /> : <Groups report={report} />;
}

function Whole({ report }: { report: IndexReport }) {
  const { t } = useTexts();
  return (
    <div className="table-scroll">
      <table className="index-table">
        <thead>
          <tr>
            <th scope="col">{t("index.name")}</th>
            <th scope="col">{t("index.value")}</th>
            <th scope="col" className="number">{t("index.fraction")}</th>
            <th scope="col">{t("index.formula")}</th>
          </tr>
        </thead>
        <tbody>{report.definitions.map((index, i) => <WholeRow key={index.id} index={index} figure={report.total.figures[i]!} />)}</tbody>
      </table>
    </div>
  );
}

function WholeRow({ index, figure }: { index: IndexDescription; figure: IndexFigure }) {
  const { t, language } = useTexts();
  const number = (value: number | undefined) => (value === undefined ? "–" : value.toLocaleString(language));
  return (
    <tr>
      <th scope="row">{index[language]}</th>
      <td className="index-value">
        {figure.value === undefined ? <span className="quiet">{t("index.none")}</span> : (
          <>
            <strong>{percent(figure.value)}</strong>
            <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect className="score-track" width="100" height="8" /><rect className="confidence-fill" width={Math.min(100, figure.value * 100)} height="8" /></svg>
          </>
        )}
      </td>
      <td className="number">{figure.numerator === undefined ? "–" : `${number(figure.numerator)} / ${number(figure.denominator)}`}</td>
      <td className="cell-wide">
        <span className="quiet">{index.formula[language]}</span>
        {figure.notMeasurable && <span className="block">{figure.notMeasurable[language]}</span>}
        {figure.leftOut !== undefined && <span className="warn block">{t("index.leftOut", { n: number(figure.leftOut) })}</span>}
      </td>
    </tr>
  );
}

function Groups({ report }: { report: IndexReport }) {
  const { language } = useTexts();
  // An index that no group has a value for would only make the table wider.
  const shown = report.definitions.flatMap((index, i) => ([...report.rows, report.total].some(({ figures }) => figures[i]?.value !== undefined) ? [{ index, i }] : []));
  const row = (of: IndexReport["total"]) => (
    <tr key={JSON.stringify(of.key)}>
      <KeyCells by={report.by} of={of.key} />
      {shown.map(({ index, i }) => {
        const figure = of.figures[i];
        return <td key={index.id} className="number" title={figure?.notMeasurable?.[language] ?? `${figure?.numerator ?? "–"} / ${figure?.denominator ?? "–"}`}>{percent(figure?.value)}</td>;
      })}
    </tr>
  );
  return (
    <div className="table-scroll">
      <table>
        <thead><tr><KeyHeads by={report.by} />{shown.map(({ index }) => <th key={index.id} scope="col" className="number" title={index.formula[language]}>{index[language]}</th>)}</tr></thead>
        <tbody>{report.rows.map(row)}</tbody>
        <tfoot>{row(report.total)}</tfoot>
      </table>
    </div>
  );
}
