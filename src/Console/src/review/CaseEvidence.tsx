import type { Case, CaseDetail } from "../api/types";
import { CaseCharts } from "./CaseCharts";
import { CasePicture } from "./CasePicture";
import { kindsOf } from "./sources";

/** What a person judges a case by: the picture, what a sensor read, or both under each other so that neither needs scrolling. */
export function CaseEvidence({ of, detail }: { of: Case; detail: CaseDetail | undefined }) {
  const read = kindsOf(of).includes("sensor");
  const pictured = of.evidence !== undefined || !read;
  return (
    <div className={`case-evidence${pictured && read ? " case-evidence-both" : ""}`}>
      {pictured && <CasePicture of={of} asked={detail?.corroborations ?? []} />}
      {read && <CaseCharts of={of} detail={detail} alone={!pictured} />}
    </div>
  );
}
