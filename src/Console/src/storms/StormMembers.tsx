import { memo } from "react";
import { evidenceUrl } from "../api/client";
import type { Case } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { CaseThumbnail } from "../review/CaseThumbnail";
import { percentWords } from "../review/odds";
import { firstSourceOf } from "../review/sources";
import { hrefOf } from "../routing/routes";

/** The cases side by side, each to be left out by a press. */
export function StormMembers({ items, leftOut, onToggle }: { items: Case[]; leftOut: ReadonlySet<string>; onToggle: (id: string) => void }) {
  const { t } = useTexts();
  return (
    <ul className="storm-members" aria-label={t("storm.members")}>
      {items.map((item) => <Member key={item.id} of={item} chosen={!leftOut.has(item.id)} onToggle={onToggle} />)}
    </ul>
  );
}

const Member = memo(function Member({ of, chosen, onToggle }: { of: Case; chosen: boolean; onToggle: (id: string) => void }) {
  const { t } = useTexts();
  const source = firstSourceOf(of);
  return (
    <li className={chosen ? "storm-member" : "storm-member storm-left-out"}>
      <button type="button" role="checkbox" aria-checked={chosen} aria-label={`${t("case.number", { n: of.number })} ${source.name}`} onClick={() => onToggle(of.id)}>
        <CaseThumbnail url={of.evidence ? evidenceUrl(of.evidence) : undefined} subjects={of.subjects} kind={source.kind} />
      </button>
      <p><a href={hrefOf({ page: "review", caseId: of.id })}>#{of.number}</a> <span className="quiet">{of.confidence && percentWords(of.confidence.posterior)}</span></p>
      <p className="storm-source">{source.name}</p>
    </li>
  );
});
