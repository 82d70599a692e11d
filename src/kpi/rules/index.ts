/** The union of all scoring rules (计分规则), and the faces that each must have. */
import type { Decimal } from "../decimal";
import type { Bands } from "./bands";
import type { ClampedRange } from "./clampedRange";
import type { Deduction } from "./deduction";
import type { Events } from "./events";
import type { Given } from "./given";
import type { PassFail } from "./passFail";
import type { PerUnit } from "./perUnit";
import type { Ratio } from "./ratio";
import type { ThreeAnchors } from "./threeAnchors";

export type RuleParameters = ThreeAnchors | Ratio | Deduction | ClampedRange | Bands | PerUnit | Events | PassFail | Given;
export type RuleKind = RuleParameters["kind"];

/** A rule as the scheme names it. `code` is the rules' table's code, or the kind itself where a line uses a kind with its defaults. */
export type ScoringRule = RuleParameters & { readonly code: string; readonly name: string };

/** Adding a rule does not compile until all its faces exist. */
export type Faces<F> = { readonly [K in RuleKind]: F };

export type RuleOf<K extends RuleKind> = Extract<RuleParameters, { readonly kind: K }>;

export type Band = Bands["bands"][number];
export type { Decimal };
