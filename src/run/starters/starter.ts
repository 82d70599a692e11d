/** A scheme to begin with, as data: one scorecard with its weight tree, rules and targets, the departments that are scored by it, and sample figures of two quarters. */
import type { CHOICES } from "../../sheets/schemeColumns";

/** A text in both languages. */
export type Pair = readonly [zh: string, en: string];

/** A choice by its key, such as "mirrored"; the sheet gets its word. */
type Choice<G extends keyof typeof CHOICES> = keyof (typeof CHOICES)[G];

export interface Starter {
  readonly schemeName: Pair;
  readonly template: { readonly code: string; readonly name: Pair; readonly fullPoints: number };
  readonly departments: readonly StarterDepartment[];
  /** A radar of the first level's rates on every card; without it there is none. */
  readonly radar?: "yes";
  readonly indicators: readonly StarterIndicator[];
  /** Points of the children add up to those of their parent, and those of the first level to the template's. */
  readonly tree: readonly StarterNode[];
  readonly rules: readonly StarterRule[];
  /** Rule, from, to, score; null: without end. */
  readonly bands?: readonly (readonly [rule: string, from: number | null, to: number | null, score: number])[];
  /** Targets of one department, where they are not everybody's. */
  readonly ownTargets?: readonly ({ readonly indicator: string; readonly department: string } & Anchors)[];
  readonly grades?: readonly { readonly name: Pair; readonly from: number | null }[];
  /** Department, line, indicator: where a department is measured by another indicator. */
  readonly bindings?: readonly (readonly [department: string, line: string, indicator: string])[];
  readonly sheet: { readonly name: Pair; readonly title: Pair };
  /** Per department and indicator: the quarter before and the one that is scored. */
  readonly figures: Readonly<Record<string, Readonly<Record<string, readonly [before: number, now: number]>>>>;
}

export interface StarterDepartment {
  readonly code: string;
  readonly name: Pair;
  readonly shortName: Pair;
  readonly kind?: Choice<"departmentKind">;
}

export interface Anchors {
  readonly floor?: number;
  readonly target?: number;
  readonly stretch?: number;
  readonly worst?: number;
  readonly best?: number;
  readonly upper?: number;
}

export interface StarterIndicator {
  readonly code: string;
  readonly name: Pair;
  readonly unit: Pair;
  readonly better: Choice<"direction">;
  readonly definition?: Pair;
  /** What holds for everybody. */
  readonly anchors?: Anchors;
  /** Nobody types its figures: they come from those of other indicators. */
  readonly derived?: { readonly method: Choice<"method">; readonly sources: string; readonly against?: string; readonly factors?: string | number };
}

export interface StarterNode {
  readonly code: string;
  readonly name: Pair;
  readonly points: number;
  readonly indicator?: string;
  /** A rule's code, or a kind of rule with its usual parameters. */
  readonly rule?: string;
  readonly children?: readonly StarterNode[];
}

export interface StarterRule {
  readonly code: string;
  readonly name: Pair;
  readonly kind: Choice<"ruleKind">;
  readonly form?: Choice<"form">;
  readonly stepMeans?: Choice<"stepMeans">;
  readonly counting?: Choice<"counting">;
  readonly edge?: Choice<"edge">;
  readonly toleranceMeans?: Choice<"toleranceMeans">;
  readonly base?: number;
  readonly step?: number;
  readonly perStep?: number;
  readonly perStepUp?: number;
  readonly cap?: number;
  readonly floorCap?: number;
  readonly tolerance?: number;
  readonly toleranceAbove?: number;
  readonly rankTotal?: number;
  readonly passScore?: number;
  readonly failScore?: number;
}

/** Units that several schemes use. */
export const UNITS = {
  percent: ["%", "%"],
  score: ["分", "points"],
  cases: ["件", "cases"],
  perTenThousand: ["件/万户", "per 10,000"],
  perThousand: ["‰", "‰"],
  hours: ["小时", "h"],
  minutes: ["分钟", "min"],
  seconds: ["秒", "s"],
  days: ["天", "days"],
  months: ["月", "months"],
  place: ["名", "place"],
  speed: ["Mbps", "Mbps"],
  million: ["百万元", "CNY million"],
  customers: ["户", "customers"],
} as const satisfies Record<string, Pair>;

/** Rules that several schemes use. */
export const RULES = {
  ratio: { code: "RATIO", name: ["完成率，封顶 120", "Ratio, at most 120"], kind: "ratio", cap: 120 },
  mirrored: {
    code: "MIRROR",
    name: ["二减实际比目标，封顶 120", "Two minus actual by target, at most 120"],
    kind: "ratio",
    form: "mirrored",
    cap: 120,
    floorCap: 0,
  },
  events: { code: "EVENTS", name: ["每件扣 25 分", "25 off per event"], kind: "events", base: 100, perStep: 25, floorCap: 0 },
  range: { code: "RANGE", name: ["从最差值到最优值", "From worst to best"], kind: "clampedRange" },
} as const satisfies Record<string, StarterRule>;
