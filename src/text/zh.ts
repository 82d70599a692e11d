/** 中文。 */
import { changesZh } from "./changesZh";
import { explainZh } from "./explainZh";
import { nextPointZh } from "./nextPointZh";
import { findings } from "./findingsZh";
import { sheetLabels } from "./sheetLabelsZh";
import type { Words } from "./words";
import { whatIfZh } from "./whatIfZh";

const help = `kpi-scorecard：在工作簿里给各部门计分，写出汇总、计分卡和短木板清单。

用法
  kpi-scorecard new 文件.xlsx [--template 模板 | --sample]
                                             新建一个方案；--template 选带示例数据的模板，--sample 得到一个省公司的完整示例
  kpi-scorecard check 文件.xlsx              只检查，不写任何东西：列出问题所在的工作表和单元格
  kpi-scorecard score 文件.xlsx              计分，写到旁边的“文件-scorecard.xlsx”，原文件不动

  kpi-scorecard explain 文件.xlsx --department 部门 --line 行
                                             说明一行的得分从哪里来，不写任何东西
  kpi-scorecard next 文件.xlsx [--department 部门]
                                             每张卡的下一分在哪里：差多少到目标，可多得几分；不写任何东西
  kpi-scorecard changes 文件.xlsx             上次写入这个文件以来有什么变化；不写入
  kpi-scorecard restore 文件.xlsx             把我们的工作表恢复到那次写入之前；再来一次就回来
  kpi-scorecard generate 文件.xlsx --template 考核表 --parent 上级 --measures 指标 --members 成员
                                             按“指标 × 成员”生成权重树的行，写到一张新表上，供核对后粘贴

new 的选项
  --template 模板    branch 地市分公司、network 网络部、billing 计费中心、callCentre 呼叫中心、market 市场部、
                     valueAdded 商务分公司、balanced 平衡计分卡；不写则为一个没有数据的小方案

score 的选项
  --out 文件         写到另一个文件
  --in-place         写进原文件（只写我们自己的工作表，其余一个字节也不动）
  --period 期间      计这一期，如 2026Q3、2026-07、2026H1、2026；不写则用“设置”表里的期间
  --dry-run          只算不写
  --values           只写数值，不写公式
  --strict           有任何问题就不写，并以 1 退出（check 也可用）
  --force            允许覆盖不是本程序写出的文件（new 也可用）

explain、next 和 changes 的选项
  --department 部门  部门的编码、名称或简称
  --line 行          行的编码、序号（如 3.2）或名称
  --period 期间      同 score

generate 的选项
  --template 考核表  考核表的编码或名称
  --parent 上级      权重树里一行的编码或名称，生成的行挂在它下面
  --measures A,B     指标的编码或名称，用逗号隔开
  --members M,N      成员的编码或名称；all 为每个指标的全部成员
  --rule 规则        填进“计分规则”一列；不写则留空
  --out、--in-place  二选一；--force 同 score

通用选项
  --lang zh|en       提示用的语言；new 时也是工作簿的语言
  --json             结果按 JSON 输出，字段见 docs/command-line.md
  --help             显示这一页

退出码
  0 完成（可能有问题待看）  1 方案有错，或 --strict 下有问题  2 命令写法不对  3 文件读不了或写不了

例子
  kpi-scorecard new 我的.xlsx --template balanced --lang zh
  kpi-scorecard new 示例.xlsx --sample --lang zh
  kpi-scorecard score 示例.xlsx
  kpi-scorecard explain 示例.xlsx --department 太原 --line 2.2
`;

export const zh: Words = {
  language: "zh",
  findings,
  errors: {
    notReadable: (file) => `读不到“${file}”。检查路径和权限。`,
    notXlsx: (file) => `“${file}”不是 .xlsx 工作簿。在 Excel 或 WPS 里另存为 .xlsx 再试。`,
    oldXls: (file) => `“${file}”是旧的 .xls 格式。在 Excel 或 WPS 里另存为 .xlsx 再试。`,
    notWorkbook: (file) => `“${file}”是压缩包，但里面没有工作簿。选一个 .xlsx 文件。`,
    encrypted: (file) => `“${file}”有打开密码。去掉密码，另存一份再试。`,
    emptyFile: (file) => `“${file}”是空文件（0 字节）。重新取一份。`,
    damaged: (detail) => `“${detail}”已损坏，无法可靠读取。在 Excel 里打开并修复，另存后再试。`,
    tooLarge: (detail) => `“${detail}”超过允许的大小。确认来源可靠；可拆分后再试。`,
    notWritable: (file) => `写不了“${file}”。检查文件夹是否存在、有没有权限、文件是否正被打开。原来的内容没有改动。`,
    notOurs: (file) => `“${file}”已经存在，而且不是本程序写出后原样留下的，没有覆盖它。换一个文件名，或加 --force。`,
    changedMeanwhile: (file) => `读取之后“${file}”被别人保存过，为免丢失改动，没有写入。再运行一次。`,
    sheetProtected: (sheet) => `工作表“${sheet}”受保护，没有写入。取消保护后再试。`,
    structureProtected: (file) => `工作簿结构受保护（${file}），不能增加工作表，没有写入。取消保护后再试。`,
    inTheWay: (place) => `${place} 有别的内容，正好在要写入的位置，没有写入。把它移到旁边或另一张表再试。`,
    cellEditMode: () => "有单元格正在编辑。按回车完成或按 Esc 退出，然后再试。",
    hostBusy: () => "Excel 正忙。请稍候再试。",
    hostSilent: () => "Excel 没有回应，可能只写入了一部分；再运行一次即可补齐。",
    hostFailed: (code) => `Excel 拒绝了操作（${code}）。再运行一次；若仍不行，请保存并重新打开工作簿后再试。`,
    hostTooOld: () => "这个版本的 Excel 太旧。需要 Office 2021 或更新的版本，也可以用网页版 Excel。",
    accessDenied: (sheet) => `Excel 不允许修改${sheet === "" ? "" : `工作表“${sheet}”`}。请检查工作簿是否只读或受保护。`,
    sheetGone: (sheet) => `${sheet === "" ? "有一张工作表" : `工作表“${sheet}”`}中途被删除。再运行一次。`,
    nameTaken: (sheet) => `中途有人新建了同名工作表“${sheet}”。再运行一次。`,
    sheetFiltered: (sheet) => `工作表“${sheet}”正在筛选，有行被隐藏，没有写入。清除筛选后再试。`,
    payloadTooLarge: (sheet) => `工作表“${sheet}”有一行内容过大，Excel 无法一次传送。请缩短文字后再试。`,
  },
  severities: { error: "错误", held: "暂缓", warning: "注意", note: "说明" },
  sheetLabels,
  explain: explainZh,
  next: nextPointZh,
  whatIf: whatIfZh,
  changes: changesZh,
  commandLine: {
    help,
    seeHelp: "用法见 kpi-scorecard --help。",
    usage: {
      unknownCommand: (found) => `没有“${found}”这个命令；有 new、check、score、explain、next、changes、restore、generate。`,
      unknownOption: (found) => `没有“${found}”这个选项。`,
      valueMissing: (found) => `“${found}”后面要跟一个值。`,
      optionNotHere: (found, command) => `“${found}”不能用于 ${command}。`,
      fileMissing: (command) => `${command} 后面要写文件名。`,
      tooManyFiles: (found) => `一次只处理一个文件，“${found}”是多余的；文件名里有空格时用引号括起来。`,
      notALanguage: (found) => `语言只有 zh 和 en，没有“${found}”。`,
      notAPeriod: (found) => `“${found}”不是期间；写成 2026Q3、2026-07、2026H1 或 2026。`,
      notAWorkbookName: (found, wanted) => `“${found}”的扩展名应为 ${wanted}，否则 Excel 打不开。`,
      outAndInPlace: "--out 和 --in-place 只能选一个。",
      sampleAndTemplate: "--sample 和 --template 只能选一个。",
      noSuchStarter: (found, known) => [`没有“${found}”这个模板；有：`, ...known].join("\n"),
      outIsInput: "--out 就是输入文件；要写进原文件请用 --in-place。",
      optionMissing: (option, command) => `${command} 还要写 ${option}。`,
      noSuchDepartment: (found, known) => [`没有“${found}”这个部门；有：`, ...known].join("\n"),
      noSuchLine: (found, department, known) => [`${department}的计分卡上没有“${found}”这一行；有：`, ...known].join("\n"),
    },
    generated: {
      sheet: "生成的权重树行",
      title: (template, parent) => `生成的权重树行：考核表 ${template}，上级 ${parent}`,
      note: "核对后复制到“权重树”表；权重为等分，合计正好 100%，可以改。",
      made: (rows, sheet, file) => `已生成 ${rows} 行，写在 ${file} 的“${sheet}”表里：`,
      fillRules: "“计分规则”一列留空，请填上，或用 --rule 指定。",
      beside: (parent, codes) => `“${parent}”下面已有 ${codes.join("、")}；粘贴后这一层的权重会超过 100%，请一并调整。`,
      next: (sheet) => `核对“${sheet}”，把这些行复制到“权重树”表。`,
      noScheme: "工作簿里读不出方案：至少要有“设置”里的期间和“部门”。",
      noSuchTemplate: (found) => `没有“${found}”这张考核表；有：`,
      noSuchParent: (found, template) => `考核表“${template}”的权重树里没有“${found}”；有：`,
      noSuchMeasure: (found) => `没有“${found}”这个指标；有：`,
      noSuchMember: (found, measure) => `“${measure}”没有成员“${found}”；有：`,
      noMembers: (measure) => `“${measure}”没有成员。先在“成员”表里写上。`,
      noSuchRule: (found) => `没有“${found}”这条计分规则；“计分规则”表里有：`,
    },
    steps: {
      survey: "打开工作簿",
      read: (sheets) => `读取 ${sheets} 张工作表`,
      check: (sheets) => `检查 ${sheets} 张工作表`,
      score: (departments) => `计分：${departments} 个部门`,
      layOut: (cards) => `排版：${cards} 张计分卡`,
      write: (sheets) => `写入 ${sheets} 张工作表`,
    },
    made: (file) => `已写好 ${file}`,
    nextStep: (file) => `接着运行：kpi-scorecard score ${file}`,
    headline: (period, cards, scheme, version, checkCode) =>
      [period, `${cards} 张计分卡`, `方案 ${[scheme, version].filter(Boolean).join(" ")}`, `校验码 ${checkCode}`].join(" · "),
    columns: { place: "名次", department: "部门", points: "得分", full: "满分", rate: "得分率", coverage: "覆盖率", shortBoards: "短木板" },
    soFar: "暂计",
    notApplicable: "不适用",
    noFindings: "没有发现问题。",
    findingCounts: ({ error, held, warning, note }) =>
      `问题 ${error + held + warning + note} 条：${[
        error > 0 && `错误 ${error}`,
        held > 0 && `暂缓 ${held}`,
        warning > 0 && `注意 ${warning}`,
        note > 0 && `说明 ${note}`,
      ]
        .filter(Boolean)
        .join("，")}`,
    andMore: (count) => `……还有 ${count} 条，用 check 看全部。`,
    schemeBroken: "方案有错，没有计分，也没有写入任何内容。改好上面的“错误”再运行。",
    strictStop: "--strict：有问题，没有写入任何内容。",
    dryRun: (file, created, rewritten) => `试运行，没有写入任何内容。正式运行会写到 ${file}：新建 ${created} 张表，更新 ${rewritten} 张表。`,
    written: (file, created, cells) => `已写入 ${file}：新建 ${created} 张表，改动 ${cells} 个单元格。`,
    unchanged: (file) => `${file} 已是最新，一个单元格也没有改动。`,
    unexpected: (message) => `程序出错，文件没有改动。请把下面的话告诉维护者：${message}`,
  },
};
