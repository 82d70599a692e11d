/** Every sentence of the stand-alone page that the pane does not say already; one set per language, checked complete by the compiler. */

export interface PageWords {
  readonly title: string;
  readonly intro: string;
  readonly drop: string;
  readonly dropBody: string;
  readonly choose: string;
  readonly sample: string;
  readonly sampleBody: string;
  readonly trySample: { readonly zh: string; readonly en: string };
  readonly startNew: string;
  readonly startNewBody: string;
  readonly startNewButton: string;
  /** Of a workbook that was begun here, without ".xlsx". */
  readonly newName: string;
  readonly privacy: string;
  readonly opening: (file: string) => string;
  /** While a file is held over the page. */
  readonly letGo: string;
  readonly oneFile: string;
  /** A bug of ours on the way to the workbook. */
  readonly unexpected: string;
  readonly anotherFile: string;
  readonly download: string;
  readonly notDownloaded: string;
  /** After the download was asked for, until there is a file. */
  readonly packing: string;
  readonly downloaded: (file: string) => string;
  readonly unchanged: string;
  /** Asked before a result is let go of. */
  readonly letResultGo: (file: string) => string;
  /** Names of the two halves: the pane, and the workbook's sheets. */
  readonly scores: string;
  readonly sheets: string;
  readonly sheet: string;
  readonly noSheet: string;
  /** What is drawn: as the file holds it, or as it would be written. */
  readonly asItIs: string;
  readonly asItWillBe: string;
  readonly readOnly: string;
  readonly earlierRows: string;
  readonly laterRows: string;
  readonly rows: (first: number, last: number, of: number) => string;
  /** In the details of an error, in the place of Excel's version. */
  readonly program: (browser: string) => string;
  readonly standAlone: string;
}
