import type { ReportKey } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { textOr } from "../i18n/translate";
import { useProblemName } from "../shell/Problems";

/** The headings of what a report is told apart by. */
export function KeyHeads({ by }: { by: string[] }) {
  const { t } = useTexts();
  return <>{(by.length > 0 ? by : ["none"]).map((one) => <th key={one} scope="col">{by.length > 0 ? textOr(t, `reports.by.${one}`, one) : ""}</th>)}</>;
}

/** The group that a row is about; the last row is about all. */
export function KeyCells({ by, of }: { by: string[]; of: ReportKey }) {
  const { t } = useTexts();
  const problemName = useProblemName();
  if (Object.keys(of).length === 0) return <th scope="row" colSpan={Math.max(1, by.length)}>{t("reports.total")}</th>;
  return <>{by.map((one) => <th key={one} scope="row">{of[one] ? (one === "class" ? problemName(of[one]) : of[one]) : <span className="quiet">{t("common.unknown")}</span>}</th>)}</>;
}
