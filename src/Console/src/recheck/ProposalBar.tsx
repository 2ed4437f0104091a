import type { Recheck } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { momentWords } from "../time/words";
import { useNow } from "../time/useNow";
import { isProposed, recheckWords } from "./recheckWords";

interface ProposalBarProps {
  recheck: Recheck;
  onAccept: () => void;
  onLookAgain: () => void;
}

/** What the second look proposes, with its words. A key accepts; any other step of the case overrules. */
export function ProposalBar({ recheck, onAccept, onLookAgain }: ProposalBarProps) {
  const { t, language } = useTexts();
  const now = useNow(15);
  const { state, proposal, stillThere, nextAt, settled, words } = recheck;
  if (settled || state === "settled") return null;
  return (
    <section className={`proposal proposal-${proposal ?? "none"}`} aria-label={t("recheck.title")}>
      <p>
        <strong>{isProposed(recheck) ? t(`recheck.proposal.${recheck.proposal}`) : t(`recheck.state.${state}`)}</strong>{" "}
        <span title={words}>{recheckWords(t, recheck)}</span>
        {stillThere !== undefined && <span className="quiet"> {t("recheck.stillThere", { percent: Math.round(stillThere * 100) })}</span>}
        {nextAt && <span className="quiet"> {t("recheck.next", { at: momentWords(language, nextAt, now) })}</span>}
      </p>
      {isProposed(recheck) && <button type="button" className="act act-confirm" aria-keyshortcuts="c Enter" onClick={onAccept}>{t("recheck.accept")}<kbd aria-hidden="true">c</kbd></button>}
      <button type="button" className="act act-small" aria-keyshortcuts="l" onClick={onLookAgain}>{t("recheck.again")}<kbd aria-hidden="true">l</kbd></button>
    </section>
  );
}
