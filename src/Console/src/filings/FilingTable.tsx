import type { Filing } from "../api/types";
import { replyWords } from "../bridge/replyWords";
import { useTexts } from "../i18n/LanguageContext";
import { textOr } from "../i18n/translate";
import { historyReason } from "../review/historyWords";
import { hrefOf } from "../routing/routes";
import { useProblemName } from "../shell/Problems";
import { clockWords } from "../time/words";
import { useNow } from "../time/useNow";
import { FilingMark } from "./FilingMark";

interface FilingTableProps {
  items: Filing[];
  empty: string;
  onSettle: (of: Filing, wish: "retry" | "discard") => void;
}

export function FilingTable({ items, empty, onSettle }: FilingTableProps) {
  const { t } = useTexts();
  if (items.length === 0) return <p className="quiet">{empty}</p>;
  return (
    <div className="table-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("filings.col.state")}</th>
            <th scope="col">{t("filings.col.case")}</th>
            <th scope="col">{t("filings.col.what")}</th>
            <th scope="col">{t("filings.col.at")}</th>
            <th scope="col" className="number">{t("filings.col.attempts")}</th>
            <th scope="col">{t("filings.col.answer")}</th>
            <th scope="col"><span className="visually-hidden">{t("filings.col.act")}</span></th>
          </tr>
        </thead>
        <tbody>{items.map((item) => <Row key={item.id} of={item} onSettle={onSettle} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ of, onSettle }: { of: Filing; onSettle: FilingTableProps["onSettle"] }) {
  const { t, language } = useTexts();
  const problemName = useProblemName();
  const now = useNow(15);
  const at = (time: string) => clockWords(language, time, now);
  const open = of.state === "dead" || of.state === "waiting";
  return (
    <tr>
      <td><FilingMark state={of.state} /></td>
      <th scope="row"><a href={hrefOf({ page: "review", caseId: of.case })}>#{of.number}</a> <span className="quiet">{problemName(of.problem)}</span></th>
      <td>{textOr(t, `filing.kind.${of.kind}`, of.kind)} <span className="quiet">→ {of.filer}</span></td>
      <td>
        {at(of.queuedAt)}
        {of.state === "waiting" && of.dueAt && Date.parse(of.dueAt) > now && <span className="quiet block">{t("filing.next", { at: at(of.dueAt) })}</span>}
        {of.settledAt && <span className="quiet block">{of.settledBy ? `${of.settledBy} ` : ""}{at(of.settledAt)}</span>}
      </td>
      <td className={of.attempts > 1 ? "number warn" : "number"}>{of.attempts}</td>
      <td className="cell-wide">
        {of.reference && <span className="code block">{of.reference}</span>}
        {of.answer && <span className={of.state === "dead" ? "filing-refused" : "quiet"}>{replyWords(t, problemName, of.answer)}</span>}
        {of.reason && <span className="quiet block">{historyReason(t, problemName, of.reason)}</span>}
        {open && of.mayHaveArrived && <span className="warn block">{t("filing.unsure")}</span>}
      </td>
      <td className="cell-buttons">
        {open && <button type="button" className={of.state === "dead" ? "primary" : ""} onClick={() => onSettle(of, "retry")}>{t(of.state === "dead" ? "filing.retry" : "filing.now")}</button>}
        {open && <button type="button" onClick={() => onSettle(of, "discard")}>{t("filing.discard")}</button>}
      </td>
    </tr>
  );
}
