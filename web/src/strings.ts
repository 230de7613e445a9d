// Every English sentence and word of the page.
import type { Standing } from './data/cell';
import type { Together } from './data/combine';
import type { HeadOrder } from './data/heads';
import type { PatternName } from './data/manifest';

const regenerate = 'write the page again with headscope view.';

/** "more than 99.9 %", "62 %", "less than 1 %": for sentences. */
function percent(share: number): string {
  if (share > 0.999) return 'more than 99.9 %';
  if (share > 0.99) return 'more than 99 %';
  if (share < 0.01) return 'less than 1 %';
  return `${Math.round(share * 100)} %`;
}

/** "over 99 %", "62 %", "under 1 %": for captions. */
function shortPercent(share: number): string {
  if (share > 0.99) return 'over 99 %';
  if (share < 0.01) return 'under 1 %';
  return `${Math.round(share * 100)} %`;
}

/** "62 %", "<1 %", ">99 %": 0 and 100 only where it is so. */
function roundPercent(share: number): string {
  const percent = Math.round(100 * share);
  if (percent === 0 && share > 0) return '<1 %';
  return percent === 100 && share < 1 ? '>99 %' : `${percent} %`;
}

/** A space at which no line breaks. */
const NBSP = '\u00a0';

/** "62.3 %", "<0.1 %", ">99.9 %": 0 and 100 only where it is so. */
function exactPercent(share: number): string {
  const digits = (100 * share).toFixed(1);
  if (Number(digits) === 0) return share > 0 ? '<0.1 %' : '0 %';
  if (Number(digits) === 100) return share < 1 ? '>99.9 %' : '100 %';
  return `${digits} %`;
}

function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** "14,641", the same in every engine. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** “keeper” 112, or “the”, “lamp” and 3 others. */
function together(names: readonly string[], rest: number, index: string): string {
  const quoted = names.map((name) => `“${name}”`);
  const all = rest > 0 ? [...quoted, counted(rest, 'other')] : quoted;
  return `${listed(all)}${index ? ` ${index}` : ''}`;
}

/** A number with a real minus. */
function signed(value: number, decimals: number): string {
  const digits = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(digits) !== 0 ? `−${digits}` : digits;
}

/** How a number differs from another: always with its sign. */
function change(value: number, decimals: number): string {
  return `${Number(value.toFixed(decimals)) > 0 ? '+' : ''}${signed(value, decimals)}`;
}

/** "max of 3 heads" */
function headsTogether(by: Together, heads: number): string {
  return `${by} of ${counted(heads, 'head')}`;
}

function scoreOf(headDim: number): string {
  return `q·k / √${headDim > 0 ? headDim : 'd'}`;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** "1.31 × 10⁻⁵" */
function powerOfTen(value: number): string {
  const [digits, exponent] = value.toExponential(2).split('e');
  const upper = [...exponent.replace('+', '')].map((c) =>
    c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)],
  );
  return `${digits} × 10${upper.join('')}`;
}

export const text = {
  signed,
  change,
  powerOfTen,
  percent,
  shortPercent,
  listed,
  product: 'Headscope',
  errors: {
    manifestMissing: `This page has lost its data: the element headscope-manifest is missing; ${regenerate}`,
    listDamaged: `This page's data cannot be read: its list of texts is damaged; ${regenerate}`,
    manifestDamaged: `This page's data cannot be read: its manifest is damaged; ${regenerate}`,
    newerVersion: (found: string, known: number) =>
      `This page's data has version ${found}, and its viewer reads version ${known}; ${regenerate}`,
    unknownEncoding: (found: string) =>
      `This page's weights are stored as ${found}, which its viewer does not know; ${regenerate}`,
    missing: (name: string) =>
      `${name} cannot be shown: its data is missing from this file; ${regenerate}`,
    damaged: (name: string) =>
      `${name} cannot be shown: its data in this file is damaged (the checksum does not fit); ${regenerate}`,
    layer: (layer: number) => `Layer ${layer}`,
    vectors: (layer: number) => `How layer ${layer} was computed`,
    thumbnails: 'The overview of all heads',
    noSuchWeight: (what: string) => `There is no weight at ${what}.`,
  },
  live: {
    unreachable:
      'The server does not answer: it has stopped; start headscope serve again with the port of this address, and the page goes on by itself.',
    refused: 'The server gave an answer that cannot be read; reload the page.',
    notYet: (name: string) => `${name} is not here yet; open it first.`,
    cut: (name: string) => `${name} cannot be shown: the server's answer was cut; type on.`,
    addPair: 'Add a second text',
    removePair: 'Remove the second text',
    mask: 'Mask',
    maskLong: 'Run again with the mask token in its place',
    off: 'Off',
    offLong: 'Run again without what this head passes on',
    switchedOff: 'Switched off',
    allOn: 'Switch all on',
    spoken: (tokens: number, reading: string, said: string) =>
      `${counted(tokens, 'token')}. ${reading}${said}`,
  },
  texts: {
    label: 'Text',
    place: (text: number, texts: number) => `${text + 1} of ${texts}`,
    option: (text: number, title: string) => `${text + 1}  ${title}`,
    both: (text: string, pair: string) => `${text} / ${pair}`,
    withModel: (title: string, model: string) => `${title} – ${model}`,
    empty: '(empty)',
    previous: 'Previous text',
    next: 'Next text',
    spoken: (text: number, texts: number, title: string) =>
      `Text ${text + 1} of ${texts}: ${title}`,
    refused: (text: number, why: string) => `Text ${text + 1} cannot be opened. ${why}`,
  },
  top: {
    text: 'Text',
    pair: 'Second text',
    model: 'Model',
    shape: (layers: number, heads: number) => `${layers} × ${heads}`,
    shapeLong: (layers: number, heads: number) => `${layers} layers of ${heads} heads`,
    dark: 'Use dark colours',
    light: 'Use light colours',
    help: 'Keys and rules',
  },
  views: {
    label: 'View',
    names: {
      head: 'Head',
      model: 'Model',
      matrix: 'Matrix',
      neuron: 'Neuron',
      compare: 'Compare',
    },
    hint: (name: string, key: number) => `${name}, key ${key}`,
  },
  compare: {
    with: 'Compare with',
    lens: (name: string) => `Lens: ${name}`,
    kept: 'A, as it was kept',
    keep: 'Keep this as A',
    beside: 'Difference',
    difference: 'B − A',
    aligned: (both: number, a: string, b: string) =>
      a || b
        ? `${counted(both, 'token')} align. Not aligned: ${[a && `in A ${a}`, b && `in B ${b}`].filter(Boolean).join('; ')}.`
        : `All ${counted(both, 'token')} align.`,
    more: (count: number) => `${count} more`,
    ranking: 'Heads that differ most',
    rule: 'Share of attention that is elsewhere in B, mean over tokens that align.',
    first: (head: number) => `Of the heads chosen, H${head}.`,
    scores: 'Scores compare only with scores.',
    table: (rows: number) => `The ${rows} largest differences`,
    columns: ['From', 'To', 'A', 'B', 'B − A'],
  },
  tools: {
    label: 'What is shown',
    options: 'Options',
    lens: 'Lens',
    lenses: {
      raw: 'Raw attention',
      'without-specials': 'Without specials, renormalised',
      mean: 'Mean of heads',
      scores: 'Scores, q·k / √d',
    },
    scoresNeed: 'Scores (view --neurons)',
    noScores: 'Scores need queries and keys: headscope view --neurons puts them into the page',
    together: 'Heads',
    togetherNames: { separate: 'Separate', mean: 'Mean', max: 'Max' },
    lines: 'Lines',
    linesLong: 'Share of each row that its lines add up to',
    mute: 'Mute',
    muteToken: (token: string) => `Hide lines to ${token}`,
    segments: 'Segments',
    segmentsNone: 'All',
    segment: (from: string, to: string) => `${from}→${to}`,
    segmentLong: (from: string, to: string) => `Lines from text ${from} to text ${to}`,
    noPair: 'There is no second text',
    words: 'Tokens',
    pieces: 'Pieces',
    wholeWords: 'Whole words',
    wordsRule: 'Whole words: what goes to a word is summed, what comes from it is averaged',
    noPieces: 'Every word of this text is one token',
    rows: 'Rows',
    fit: 'Fit',
    read: 'Read',
    table: 'Table',
  },
  navigator: {
    title: 'All heads',
    counts: (heads: number, tokens: number) =>
      `${counted(heads, 'head')}, ${counted(tokens, 'token')}`,
    label: 'All heads, one row for each layer',
    cell: (layer: number, head: number, pattern: string) => `L${layer} H${head}, ${pattern}`,
    legend: 'Attention, square-root scale. Rows look at columns.',
    pooled: (block: number) =>
      `Strongest cell of each ${block} × ${block} block, square-root scale.`,
    rawOnly: 'These always show raw attention.',
    layer: 'Layer',
    heads: (layer: number) => `Heads of layer ${layer}`,
    ramp: 'Colour scale from 0 to 1',
  },
  patterns: {
    title: 'Patterns',
    rule: 'How is this decided?',
    best: (layer: number, head: number) => `best L${layer} H${head}`,
    step: (name: string, count: number) =>
      `${name}, ${counted(count, 'head')}. Steps through them, best first`,
    names: (name: PatternName, cls: string, sep: string): string =>
      ({
        next: 'Next token',
        previous: 'Previous token',
        itself: 'Itself',
        'same-word': 'Same word',
        nearby: 'Nearby',
        cls: `${cls} sink`,
        sep: `${sep} sink`,
        broad: 'Broad',
        mixed: 'Mixed',
      })[name],
    ruleText: [
      'Measured on the rows of words, special tokens left out, in raw attention. The rest is what does not go to a special token.',
      'Sink: the rest is below 35 %. The larger share names it.',
      'Next, previous, itself, same word: at least 40 % of the rest goes there. The largest wins.',
      'Nearby: at least 55 % of the rest stays within 3 tokens.',
      'Broad: the entropy of the rows is at least 0.8 of the largest possible.',
      'Mixed: none of these. Best is the head with the largest share.',
    ],
  },
  textPanel: {
    title: 'Text',
    inView: 'Full-strength words are in view on the right.',
    shaded: 'Shading is attention in the row on the right.',
  },
  picture: {
    label: 'Attention of the chosen heads',
    from: 'from (query)',
    to: 'to (key)',
    fromShort: 'from',
    toShort: 'to',
    headName: (layer: number, head: number) => `L${layer} H${head}`,
    headLong: (layer: number, head: number) => `layer ${layer}, head ${head}`,
    layerName: (layer: number) => `L${layer}`,
    together: headsTogether,
    shownName: (layer: number, heads: readonly number[], by: Together) =>
      heads.length > 1 ? `L${layer} ${headsTogether(by, heads.length)}` : `L${layer} H${heads[0]}`,
    someHeads: (shown: number, all: number) => `${shown} of ${counted(all, 'head')}`,
    layer: 'Layer',
    head: 'Head',
    previousLayer: 'Previous layer',
    nextLayer: 'Next layer',
    previousHead: 'Previous head',
    nextHead: 'Next head',
    chips: 'Heads of this layer',
    chip: (head: number, pattern: string) => `Head ${head}, ${pattern}`,
    chipHelp: 'Click a head to show it alone. Shift-click adds or removes one.',
    addHeads: 'A tap adds or removes a head',
    noHead: 'No head is chosen.',
    canvas: (what: string) => `Lines from each token to the tokens it looks at. ${what}`,
    grid: 'Tokens. Up and down move, left is from, right is to, Enter pins',
    above: (count: number) => `↑ ${counted(count, 'line goes', 'lines go')} on above`,
    below: (count: number) => `↓ ${counted(count, 'line goes', 'lines go')} on below`,
    all: (count: number) => `all ${count}`,
    minimap: 'All rows. Drag to scroll',
    loading: 'Opening the layer',
  },
  reading: {
    rule: 'Computed from the numbers by a fixed rule; see Patterns, help.',
    looks: {
      next: 'Looks at the next token',
      previous: 'Looks at the previous token',
      itself: 'Looks at the token itself',
      'same-word': 'Looks at other copies of the same token',
      nearby: 'Looks nearby',
    },
    goes: (share: string) => `${share} of each word’s attention goes there`,
    goesMean: (share: string) => `on average ${share} of a token’s attention goes there`,
    staysMean: (share: string) =>
      `on average ${share} of a token’s attention stays within 3 tokens`,
    often: {
      next: 'often looks at the next token',
      previous: 'often looks back one token',
      itself: 'often looks at the token itself',
      'same-word': 'often looks at other copies of the same token',
      nearby: 'often looks nearby',
    },
    besides: (sinks: string, share: string, does: string, there: string) =>
      `Rests on ${sinks} (${share}) and ${does} (${there}).`,
    oftenAlone: (does: string, share: string) =>
      `${does}: on average ${share} of a token’s attention goes there.`,
    rests: (sink: string, share: string) =>
      `Mostly rests on ${sink}: on average ${share} of a token’s attention goes there.`,
    broad: (entropy: string) =>
      `Spreads broadly: the entropy of its rows is ${entropy} of the largest possible.`,
    mixed: 'Mixed.',
    strongest: (from: string, to: string, weight: string) =>
      `Strongest link between words: ${from} → ${to}, ${weight}.`,
    restTogether: (tokens: readonly string[], to: string, shares: readonly string[]) =>
      tokens.length === 1
        ? `${tokens[0]} rests on ${to} (${shares[0]}).`
        : `${listed(tokens)} rest on ${to} (${listed(shares)}).`,
    restEach: (parts: readonly string[]) => `${listed(parts)}.`,
    quoted: (token: string) => `“${token}”`,
    restOne: (token: string, again: boolean) => (again ? `${token} on` : `${token} rests on`),
    lookOne: (token: string, again: boolean) => (again ? `${token} at` : `${token} looks most at`),
    place: (does: string, to: string, share: string) => `${does} ${to} (${share})`,
    itself: 'itself',
    ofRaw: 'This sentence is about raw attention.',
    mean: (layer: number, heads: number) => `The mean of the ${heads} heads of layer ${layer}.`,
    manyHeads: (heads: readonly string[], does: string) => `${listed(heads)} ${does}.`,
    many: (pattern: PatternName, one: boolean, sinks: string): string => {
      const s = one ? 's' : '';
      return {
        next: `often look${s} at the next token`,
        previous: `often look${s} back one token`,
        itself: `often look${s} at the token itself`,
        'same-word': `often look${s} at other copies of the same token`,
        nearby: `often look${s} nearby`,
        cls: `mostly rest${s} on ${sinks}`,
        sep: `mostly rest${s} on ${sinks}`,
        broad: `spread${s} broadly`,
        mixed: one ? 'is mixed' : 'are mixed',
      }[pattern];
    },
  },
  windows: {
    mark: (window: number) => `window ${window + 1}`,
    row: (window: number, all: number, [begin, end]: readonly [number, number]) =>
      `Window ${window + 1} of ${all}, tokens ${begin} to ${end - 1}`,
    mean: (all: number) => `In all ${all} windows: its row is their mean`,
    column: (windows: readonly number[], all: number) =>
      windows.length === all
        ? `In all ${all} windows`
        : `In ${windows.length === 1 ? 'window' : 'windows'} ${listed(windows.map((one) => String(one + 1)))} of ${all}`,
    apart: 'not in one window',
    none: '–',
    legend: (all: number) =>
      `Read in ${all} windows that overlap. Each row is of one window; tokens that are not in it have no weight there.`,
  },
  legend: {
    label: 'Legend',
    formulas: {
      raw: (headDim: number) => `softmax(${scoreOf(headDim)})`,
      'without-specials': () => 'special tokens left out, rows scaled to sum to 1',
      mean: (headDim: number) => `softmax(${scoreOf(headDim)})`,
      scores: scoreOf,
    },
    of: (by: Together, heads: number, formula: string) => `${headsTogether(by, heads)}, ${formula}`,
    lensTitles: {
      raw: 'Raw attention',
      'without-specials': 'Raw without specials',
      mean: 'Mean of heads',
      scores: 'Scores before the softmax',
    },
    scoresAndLines: 'Numbers are scores; lines and bars are still the attention.',
    scoresOfWords: 'Of whole words the mean over their tokens.',
    scoresGap: (gap: string) =>
      `The model did more than q·k: the softmax of these scores is off by up to ${gap}.`,
    muted: (tokens: readonly string[]) => `${listed(tokens)} muted`,
    share: (lines: number, all: number | null, share: string, of: string) =>
      all === null
        ? `${counted(lines, 'line')} = ${share} of ${of}`
        : `${grouped(lines)} of ${counted(all, 'line')} = ${share} of ${of}`,
    showing: (share: string) => `Showing ${share}`,
    ofAll: 'attention',
    ofUnmuted: 'what is not muted',
    ofUnhidden: 'what is not hidden',
    rule: (share: number) =>
      `Strongest first in each row, until ${share} % is reached. The row under the pointer shows every line above 0.005.`,
    capped: (cap: number) => `At most the ${grouped(cap)} strongest are drawn.`,
    hairlines: 'Hairlines: darkness is weight.',
    muting: (share: string, many: boolean) =>
      `Muting hides ${share} of ${many ? 'these heads’' : 'this head’s'} attention.`,
    inView: (lines: number) => `${counted(lines, 'line touches', 'lines touch')} the rows in view.`,
    scale: 'Width and strength of a line by its weight',
  },
  figure: {
    head: (head: number) => `head${NBSP}${head}`,
    otherHeads: 'others',
    heads: (model: string, layer: number, heads: readonly number[], by: Together, all: number) => {
      const together = by === 'separate' ? '' : `${by} of `;
      const which =
        together && heads.length === all
          ? `all${NBSP}${all}${NBSP}heads`
          : `${heads.length === 1 ? 'head' : 'heads'}${NBSP}${heads.length === 0 ? 'none' : listed(heads.map(String))}`;
      return `${model === '' ? '' : `${model}, `}layer${NBSP}${layer}, ${together}${which}.`;
    },
    /** What stands before the percent sign stays in one line. */
    together: (sentence: string) => sentence.replace(/ (?=.*%)/g, NBSP),
    lens: {
      raw: 'Raw attention.',
      'without-specials': 'Raw attention without specials, rows scaled to sum to\u00a01.',
      mean: 'Raw attention.',
      scores: 'Raw attention.',
    },
    muted: (tokens: readonly string[]) => `${listed(tokens)} muted.`,
    segments: (names: readonly string[]) =>
      `Only ${listed(names.map((name) => [...name.toUpperCase()].join('→')))}.`,
    words: 'Whole words.',
    all: (model: string, heads: number) =>
      `${model === '' ? 'All' : `${model}, all`}${NBSP}${heads}${NBSP}heads.`,
    cells: (block: number, scale: 'sqrt' | 'linear') =>
      `Rows look at columns, ${scale === 'sqrt' ? 'square-root' : 'linear'} scale${block > 1 ? `, strongest weight of each block of ${block}${NBSP}×${NBSP}${block}` : ''}.`,
    largest: (weight: string) => `Largest weight${NBSP}${weight}.`,
    numbers: 'Numbers:',
    bars: (most: number) => `Bars, 0 to${NBSP}${most}:`,
    pinned: (tokens: readonly string[], from: boolean) => {
      const named = listed(tokens.map((token) => `“${token}”`));
      return `what ${from ? `${named} ${tokens.length === 1 ? 'looks' : 'together look'} at` : `looks at ${named}${tokens.length === 1 ? '' : ' together'}`}.`;
    },
  },
  panel: {
    label: 'Numbers',
    looksAt: (index: number) => `Token ${index} looks at`,
    lookedAt: (index: number) => `Who looks at token ${index}`,
    looksAtMany: (count: number) => `${count} tokens together look at`,
    lookedAtMany: (count: number) => `Who looks at ${count} tokens together`,
    pin: 'Pin',
    unpin: 'Unpin',
    sumRow: 'Sum of the row',
    sumRows: (rows: number) => `Sum of the ${rows} rows`,
    sumColumn: 'Sum of the column',
    others: (count: number) => counted(count, 'other token'),
    hidden: (names: string) => `Muted: ${names}`,
    filtered: 'In segments left out',
    whoLooksAt: (token: string) => `Who looks at “${token}”`,
    through: (token: string) => `“${token}” through the layers`,
    throughMany: 'Through the layers',
    throughRule: (heads: number) => `Mean of the ${heads} heads in each layer`,
    throughTop: (shown: number) => `The ${shown} strongest tokens`,
    throughLabel: (token: string) => `What “${token}” looks at in each layer`,
    caution: 'Attention shows where a head reads from. It does not by itself explain a prediction.',
    why: 'Why not?',
    whyText: [
      'A weight says how much of a token’s value vector a head takes in. It does not say what that vector holds, how long it is, or what later layers make of it.',
      'Other weights can give the same prediction, and much attention goes to [CLS] and [SEP] precisely when a head has nothing to add. Treat what you see as a hypothesis, and test it by changing the text.',
    ],
    empty: 'Point at a token, or press an arrow key, to see its row in numbers.',
    emptyTouch: 'Tap a token to see its row in numbers.',
    strongest: 'Strongest links',
    shares: 'This head in shares',
    sharesRule: 'Means over the rows of words, in raw attention',
    shareNames: {
      next: 'to the next token',
      previous: 'to the previous token',
      itself: 'to itself',
      same_word: 'to copies of itself',
      nearby: 'within 3 tokens',
      entropy: 'entropy, of its largest',
    },
    toSpecial: (token: string) => `to ${token}`,
    swipe: (shown: number, all: number) => `${shown} of ${all}, tap for all`,
    more: 'Show all',
    less: 'Show less',
    looksAtTitle: (token: string) => `“${token}” looks at`,
    lookedAtTitle: (token: string) => `Who looks at “${token}”`,
  },
  prediction: {
    title: 'What the model says',
    percent: exactPercent,
    number: (number: number, isValue: boolean) =>
      isValue ? signed(number, 3) : exactPercent(number),
    missing: (sentence: string) => `${capital(sentence)}.`,
    askLive:
      'Mask a token to see what the model would put there, or pin one to see it beside others.',
    atMask: (token: string, index: number) => `In the place of ${token} ${index}`,
    atToken: (token: string, index: number, rank: number, share: string) =>
      `In the place of “${token}” ${index}, itself at rank ${grouped(rank)} with ${share}`,
    labels: (kind: 'value' | 'independent' | 'exclusive', labels: number, from: string | null) => {
      const what = {
        value: 'Values',
        independent: `Any of ${counted(labels, 'label')}`,
        exclusive: `One of ${counted(labels, 'label')}`,
      }[kind];
      return `${what}, read from ${from ?? 'the mean of all tokens'}`;
    },
    captions: {
      'masked-lm': '',
      none: '',
      'token-classification': 'Each word has the label of its first token',
      'question-answering': 'Answers: the probability of their begin times that of their end',
      'replaced-tokens': 'How likely another token stood there',
    },
    noAnswer: 'no answer',
    pins: (tokens: readonly string[]) => `Pin ${listed(tokens)}`,
    rest: (count: number) => `Show ${grouped(count)} more`,
    off: (heads: readonly string[]) => moved('switching off', heads, 'heads'),
    masked: (tokens: readonly string[]) =>
      moved(
        'masking',
        tokens.map((token) => `“${token}”`),
        'tokens',
      ),
    caution: 'Attention does not by itself explain this.',
    spoken: (name: string, number: string, before: string | null) =>
      ` The model says ${name}, ${spokenWeight(before ? `${number}, before ${before}` : number)}.`,
  },
  matrix: {
    label: 'Attention as a matrix',
    pair: (from: string, to: string) => `${from} to ${to}`,
    head: (head: number) => `H${head}`,
    inHead: (head: number) => `in H${head}`,
    canvas: (what: string) =>
      `A cell for each pair of tokens: rows look at columns, darker is more. ${what}`,
    grid: 'Cells. Arrows move the crosshair, Space pins, Enter opens the pair in the neuron view; plus, minus and 0 zoom',
    columnSum: 'column sum,',
    rowSum: 'row sum,',
    most: (sum: string) => `max ${sum}`,
    inRow: (rank: number, count: number, mean: string) =>
      `Rank ${rank} of ${count} in its row (mean ${mean})`,
    inColumn: (rank: number, count: number, mean: string) =>
      `Rank ${rank} of ${count} in its column (mean ${mean})`,
    hidden: 'Hidden: its token is muted, or its segment left out.',
    beside: 'The row and the cells around the pointer',
    reads: (names: readonly string[], rest: number, index: string) =>
      `What ${together(names, rest, index)} ${names.length + rest > 1 ? 'read' : 'reads'}`,
    readBy: (names: readonly string[], rest: number, index: string) =>
      `What reads ${together(names, rest, index)}`,
    noRow: 'The text',
    overText: 'the row, laid over the text',
    loupe: 'Under the pointer',
    loupeSize: '9 × 9 cells',
    loupeHint: 'Click a cell to pin it',
    scale: 'Scale',
    scaleNames: { sqrt: '√', linear: 'linear' },
    scales: {
      sqrt: 'Square-root scale: half way to 1 stands for 0.25.',
      linear: 'Linear scale: weak weights are hard to see.',
    },
    signedScales: {
      sqrt: 'Orange negative, blue positive, square-root scale.',
      linear: 'Orange negative, blue positive, linear scale.',
    },
    ramp: (scale: 'sqrt' | 'linear') =>
      `Colour scale from 0 to 1, ${scale === 'sqrt' ? 'square root' : 'linear'}`,
    pooled: (block: number) =>
      `One pixel is the strongest of ${block} × ${block} cells; zoom in to see each.`,
    muted: (tokens: readonly string[]) => `${listed(tokens)} muted: not in sums and ranks.`,
    zoom: 'Zoom',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'fit',
    fitLong: 'Show the whole matrix',
    spoken: (from: string, to: string, weight: string) =>
      `${from} to ${to}, ${spokenWeight(weight)}`,
    spokenRank: (said: string, row: Standing, column: Standing) =>
      `${said}, rank ${row.rank} of ${row.count} in its row, ${column.rank} of ${column.count} in its column`,
    spokenHidden: (said: string) => `${said}, hidden`,
  },
  neuron: {
    label: 'How one number of attention is computed',
    ofHead: (layer: number, head: number) => `one number of L${layer} H${head}, from the start`,
    query: 'Query',
    sort: 'Sort keys',
    orders: { position: 'By position', weight: 'By attention' },
    /** Text and numbers by turns. */
    sentence: (from: string, to: string, dims: number, dot: string, score: string) => [
      `Multiply the query of “${from}” with the key of “${to}”, ${dims} numbers each, and add: `,
      dot,
      `. Divide by √${dims}: `,
      score,
      '. ',
    ],
    softmax: (others: number, weight: string) => [
      others === 1
        ? 'Against the other token of the row, softmax makes it '
        : `Against the other ${others} tokens of the row, softmax makes it `,
      weight,
      '.',
    ],
    alone: (weight: string) => ['It is the only token, so softmax makes it ', weight, '.'],
    maskedKey: ['The model masks this token, so its attention is ', '0', '.'],
    masked: (count: number) =>
      count === 1
        ? 'One token of the row is masked: the model leaves it out of the softmax.'
        : `${count} tokens of the row are masked: the model leaves them out of the softmax.`,
    gap: (softmax: string, weight: string, gap: string) =>
      `This is not all that the model did: softmax of these scores gives ${softmax}, and its attention is ${weight} (in this row they differ by up to ${gap}). What is missing is not in the page: a model may add relative positions or a bias to its scores, rotate queries and keys, scale by another number than √d, or have run in less precision.`,
    instead: (to: string, dot: string, dims: number, score: string, weight: string) =>
      `“${to}” instead: q·k ${dot}, ÷ √${dims} ${score}, softmax ${weight}.`,
    dimension: (dim: number, query: string, key: string, product: string) =>
      `Dimension ${dim}: ${query} × ${key} = ${product}.`,
    hint: 'Point at a row to compare it, click to make it the pair, Shift-click to make it the query. Point at a dimension to see it everywhere.',
    hintTouch: 'Tap a row to make it the pair, and a dimension to see it everywhere.',
    wordsAreSplit: 'Queries and keys belong to tokens, so words are shown in their pieces here.',
    always: 'Always raw attention.',
    queryOf: 'query of ',
    keyOf: 'key of ',
    product: 'products',
    sumOf: 'sum of ',
    dim: 'dim',
    dims: (dims: number) => `k, ${dims} dimensions`,
    products: 'q × k',
    dot: 'q · k',
    score: (dims: number) => `÷ √${dims}`,
    scoreLong: (dims: number) => `÷ √${dims} = ${Math.sqrt(dims).toFixed(3)}`,
    to: 'to (key)',
    softmaxOver: (tokens: number) => `softmax over ${tokens}`,
    modelWeight: 'the model’s attention',
    rowOf: (token: string) => `softmax of the row of “${token}”`,
    modelRowOf: (token: string) => `the model’s attention, row of “${token}”`,
    attention: 'attention',
    steps: 'Steps',
    strip: (what: string, token: string, dims: number, least: string, most: string) =>
      `${what}${token}: ${dims} numbers from ${least} to ${most}`,
    chart: (sum: string) => `The products and their running sum, which ends at ${sum}`,
    grid: 'Keys. Up and down compare, Enter makes one the pair, Shift+Enter the query; left and right light a dimension',
    rowsPicture: 'Keys and products of the rows in view, dimension by dimension',
    legend: (most: string) =>
      `orange negative, blue positive, square-root scale; products ±${most}`,
    scale: (most: string) => `Colour scale from −${most} to ${most}`,
    sum: (sum: string) => `sum ${sum}`,
    loading: 'Opening queries and keys',
    missing:
      'This page has no queries and keys, so it cannot show how a number was computed. Write it with them:',
    missingCommand: 'headscope view --neurons',
    missingTrace:
      'From a trace file, write the trace with --keep queries,keys first. The live page of headscope serve has them for every text.',
    spoken: (
      from: string,
      to: string,
      dot: string,
      dims: number,
      score: string,
      weight: string,
      rank: number,
      all: number,
    ) =>
      `${from} to ${to}: q·k ${spokenNumber(dot)}, divided by √${dims} ${spokenNumber(score)}, attention ${spokenWeight(weight)}, rank ${rank} of ${all}`,
    spokenDimension: (dim: number, query: string, key: string, product: string) =>
      `Dimension ${dim}: ${spokenNumber(query)} times ${spokenNumber(key)} is ${spokenNumber(product)}`,
    tablePair: (from: string, to: string) => `Query of “${from}” times key of “${to}”`,
    tableRow: (from: string) => `The row of “${from}”`,
    tableColumns: ['Dimension', 'Query', 'Key', 'Product', 'Running sum'] as const,
  },
  lessons: {
    open: 'Learn',
    label: 'Lesson',
    names: {
      token: 'Tokens',
      query: 'Query and key',
      head: 'One head',
      many: 'Many heads',
      depth: 'Depth',
      sinks: 'Sinks',
      mask: 'Masks',
      pairs: 'Two texts',
      why: 'No explanation',
    },
    count: (place: number, all: number) => `Lesson ${place} of ${all}`,
    progress: 'Lessons',
    go: (place: number, title: string, done: boolean) =>
      `Lesson ${place}, ${title}${done ? ', done' : ''}`,
    close: 'Close the lesson',
    loading: 'Opening the lesson',
    tryIt: 'Try it',
    changed: 'What changed',
    take: 'What to take along',
    finish: 'Finish',
    more: 'Show the whole lesson',
    less: 'Show only the task',
    leftOut: (names: readonly string[], pair: boolean) =>
      `Left out, because this page does not have what ${names.length === 1 ? 'it takes' : 'they take'}: ${listed(names)}.${
        pair ? '' : ' headscope view TEXT --pair TEXT makes a page of two texts.'
      }`,
    layerShare: (layer: number, share: string) => `Layer ${layer}, ${share}`,
    token: {
      title: 'A text becomes tokens',
      body: (
        count: number,
        word: string,
        pieces: readonly string[],
        specials: readonly string[],
      ): string[] => [
        `BERT does not read words. It cuts the text into tokens: words, pieces of words and punctuation, each from a fixed list. This text has ${counted(count, 'token')}.${
          pieces.length > 0
            ? ` “${word}” was not in the list and became ${listed(pieces.map((piece) => `“${piece}”`))}.`
            : ''
        }`,
        ...(specials.length > 0
          ? [
              `${listed(specials)} ${specials.length === 1 ? 'stands' : 'stand'} for no word of yours: the tokenizer puts ${specials.length === 1 ? 'it' : 'them'} in, because the model learned with ${specials.length === 1 ? 'it' : 'them'}.`,
            ]
          : []),
        'The picture has every token twice. On the left it looks, on the right it is looked at.',
      ],
      task: (token: string, touch: boolean) =>
        `${touch ? 'Tap' : 'Click'} “${token}” in the left column.`,
      mark: (token: string, touch: boolean) => `${touch ? 'Tap' : 'Click'} “${token}”`,
      changed: (from: string, to: string, weight: string) =>
        `“${from}” is pinned, and its lines show where it looks in this head: most of all at “${to}”, with ${weight}. All the numbers on the right together make 1.`,
      take: 'Attention runs between tokens, not between letters or sentences.',
    },
    query: {
      title: 'Query and key',
      body: (dims: number): string[] => [
        `For every token a head makes a query, which says what the token is looking for, and a key, which says what it has to offer. Both are lists of ${dims > 0 ? `${dims} numbers` : 'numbers'}.`,
        `To see how well they fit, the numbers are multiplied one by one and added up: q·k. That score is divided by √${dims > 0 ? dims : 'd'}, and the softmax turns a row of scores into shares that add up to 1. These shares are the attention.`,
      ],
      without:
        'This page carries no queries and keys (headscope view --neurons puts them in), so look at what they lead to: a direction.',
      task: (from: string, to: string) =>
        `Open the Neuron view. It computes “${from}” → “${to}” from the start.`,
      mark: 'Open the Neuron view',
      changed: (dims: number, dot: number, score: number, weight: string) =>
        `${dims} products add up to ${signed(dot, 2)}. Divided by √${dims} that is ${signed(score, 2)}, and against all other tokens of the row it makes ${weight}. Point at another row to see why it got more or less.`,
      changedSoon: 'The strips are a query and a key, number by number.',
      taskWithout: (to: string, touch: boolean) =>
        `${touch ? 'Tap' : 'Click'} “${to}” in the right column.`,
      markWithout: (to: string, touch: boolean) => `${touch ? 'Tap' : 'Click'} “${to}”`,
      changedWithout: (to: string, from: string, there: string, back: string) =>
        `Now the lines show who looks at “${to}”. “${from}” gives it ${there}, and it gives “${from}” ${back}. Looking has a direction, because a token’s query and its key are different lists.`,
      take: 'A score is large where query and key fit. What the single numbers stand for is learned, and has no name.',
    },
    head: {
      title: 'One head, one way to look',
      body: (layer: number, head: number, reading: string): string[] => [
        'A head is one way to look: its own queries and keys, made by weights that were learned. Nobody told it what to look for.',
        `Some heads turn out to do something that has a simple name. L${layer} H${head}, which is open now: ${reading}`,
      ],
      task: (head: number, touch: boolean) =>
        `${touch ? 'Tap' : 'Click'} head ${head} in the row of heads. Layer and tokens stay the same.`,
      mark: (head: number, touch: boolean) => `${touch ? 'Tap' : 'Click'} head ${head}`,
      changed: (layer: number, head: number, reading: string) =>
        `The same layer, another head. L${layer} H${head}: ${reading}`,
      take: 'A pattern’s name is measured in this text. In another text the same head may do something else.',
    },
    many: {
      title: 'Many heads side by side',
      body: (heads: number): string[] => [
        `One softmax gives one set of shares. A token may need several things at once: the word before it, the noun it belongs to, the end of the sentence. So every layer has ${counted(heads, 'head')} side by side, each with queries and keys of its own.`,
        'What they bring back is put together and mixed into one vector for each token. In the picture every head has a colour.',
      ],
      task: (head: number, touch: boolean) =>
        touch
          ? `Tap head ${head}. In this lesson a tap adds it to the one that is shown.`
          : `Hold Shift and click head ${head}, or press Space on it.`,
      mark: (head: number, touch: boolean) =>
        touch ? `Tap head ${head}` : `Shift-click head ${head}`,
      looks: (head: number, to: string, weight: string) => `H${head} at “${to}” (${weight})`,
      changed: (from: string, looks: readonly string[]) =>
        `Two heads at once. “${from}” looks most in ${looks.join(', and in ')}.`,
      take: 'The model uses all heads of a layer together. One head is never the whole story.',
    },
    depth: {
      title: 'What depth does',
      body: (layers: number): string[] => [
        `There are ${layers} layers, one upon the other. In layer 0 a token looks at what the tokens are by themselves, and at their places.`,
        'What it takes in becomes part of its own vector, and the next layer looks at those vectors. So the further up, the less a token’s vector is that token alone: it holds something of its surroundings.',
      ],
      task: 'Go one layer up with the stepper.',
      mark: 'Go one layer up',
      chart: 'Words’ attention that goes to special tokens',
      changed: (layer: number, here: number, first: number) =>
        `This is layer ${layer}: the same tokens, other queries and keys. On average its heads give ${percent(here)} of the words’ attention to special tokens, in layer 0 it is ${percent(first)}.`,
      changedPlain: (layer: number) =>
        `This is layer ${layer}: the same tokens, other queries and keys, other patterns.`,
      take: 'A line in a late layer points at a place in the text, whose vector is a mixture by then.',
    },
    sinks: {
      title: (sink: string) => `Why so much goes to ${sink}`,
      body: (sink: string, shares: readonly number[]): string[] => {
        const most = shares.indexOf(Math.max(...shares));
        const least = shares.indexOf(Math.min(...shares));
        return [
          `Every row must add up to 1, so a head that finds nothing to look at still has to look somewhere. Models of this kind learned to leave such attention on a token that is always there. Here that is ${sink}.`,
          shares.length === 1
            ? `In this text it gets ${percent(shares[0])} of the words’ attention.`
            : `In this text it gets on average ${percent(shares[least])} of the words’ attention in layer ${least}, and ${percent(shares[most])} in layer ${most}.`,
        ];
      },
      chart: (sink: string) => `Words’ attention that lands on ${sink}`,
      task: (sink: string, layer: number, head: number, touch: boolean) =>
        touch
          ? `Open Options and mute ${sink}. What L${layer} H${head} does with the rest comes forward.`
          : `Mute ${sink} in the bar above the picture. What L${layer} H${head} does with the rest comes forward.`,
      mark: (sink: string) => `Mute ${sink} and watch the lines`,
      changed: (hidden: number) =>
        `${capital(percent(hidden))} of this head’s attention is hidden now. The other lines keep their thickness: muting hides, and does not rescale.`,
      take: (sink: string) =>
        `A line to ${sink} often means “nothing here for me”, not “${sink} matters”. Clark et al. (2019) found that changing such attention hardly changes what BERT puts out. Other models rest on other tokens.`,
    },
    mask: {
      title: 'Masks',
      body: (padding: number): string[] => [
        'When texts of different length run together, the short ones are filled up with padding. A mask sets every score towards padding to −∞ before the softmax: it gets exactly 0, and the others share the 1.',
        `${padding > 0 ? `This text carries ${counted(padding, 'token')} of padding.` : 'This text ran alone and has no padding.'} [MASK] is something else: a token that stands for a hidden word which the model guesses, and is looked at like any other.`,
        'The lens “Without specials” does to a row what such a mask on the special tokens would do.',
      ],
      task: 'Choose the lens “Without specials, renormalised”.',
      mark: 'Choose “Without specials”',
      changed: (from: string, to: string, before: string, after: string) =>
        `“${from}” → “${to}” went from ${before} to ${after}: the special tokens get 0, and the rest of the row is scaled up to 1. A mask inside the model would also change every later layer; a lens does not.`,
      take: (rest: string) =>
        `A rescaled row looks sure of itself even where little was left. Of this one, ${rest} was left.`,
    },
    pairs: {
      title: 'Two texts at once',
      body: (layer: number, head: number): string[] => [
        'Many tasks read two texts: a question and a paragraph, a claim and its source. They stand in one row, parted by a special token, and every token can look at both texts. BERT also adds to each token which of the two it belongs to.',
        `L${layer} H${head} is the head of the last layer whose words look most across.`,
      ],
      task: 'Switch off A→A in Segments, so that text A shows only where it looks across.',
      mark: 'Switch off A→A',
      changed: (ab: number, ba: number) =>
        `What is left of text A’s lines crosses to text B. In this head its words give ${percent(ab)} of their attention to words of text B, and the words of B give ${percent(ba)} to words of A.`,
      take: 'Where two texts are compared, heads must cross. Crossing alone does not say what was compared.',
    },
    why: {
      title: 'Attention is not an explanation',
      body: (layer: number, head: number, from: string, to: string, weight: string): string[] => [
        `“${from}” is pinned. In L${layer} H${head} it looks most at “${to}”, with ${weight}. It is tempting to call this the reason for what the model answers.`,
        'A weight is a share of what is taken in. It does not say how much was there to take, nor what later layers make of it. Jain and Wallace (2019) found very different attention that left predictions almost unchanged; Wiegreffe and Pinter (2019) answered that it depends on what one asks of an explanation.',
      ],
      task: (head: number, touch: boolean) =>
        `Before you believe it, ${touch ? 'tap' : 'click'} head ${head} of the same layer.`,
      mark: (head: number, touch: boolean) => `Now ${touch ? 'tap' : 'click'} head ${head}`,
      changed: (head: number, from: string, to: string, weight: string) =>
        `H${head} sends the same “${from}” most to “${to}”, with ${weight}. Both are true, and neither is by itself the reason for what the model puts out.`,
      take: 'Attention shows where a head reads from: a good place to begin. To know what matters, change the text and see whether the answer moves.',
    },
  },
  computed: {
    title: 'How was this computed?',
    place: (layer: number, head: number) => `L${layer} H${head}`,
    dot: (dims: number) =>
      `The query of the first times the key of the second: ${dims} products, added up`,
    score: (dims: number) => `Divided by √${dims}, so that long vectors do not give large numbers`,
    softmax: (score: string, power: string, sum: string) =>
      `Softmax: e to the ${score} is ${power}, and all tokens of the row together have ${sum}. This is its share`,
    row: (token: string) => `The row of “${token}”, strongest first`,
    rest: (count: number) => counted(count, 'other token'),
    open: 'Open in the neuron view',
    loading: 'Opening queries and keys',
    notes: {
      lens: 'The number you asked about was seen through a lens; these are the steps to the raw attention that it is made of.',
      heads: (head: number) =>
        `The number you asked about is of several heads. These are the steps of H${head}.`,
      words:
        'With whole words a number sums what goes to a word’s tokens, and averages over those it comes from. These are the steps of their first tokens.',
      sum: 'The number you asked about is a sum over several tokens. These are the steps for the first of them.',
    },
  },
  model: {
    label: 'All heads at once',
    grid: 'All heads. Arrows move, Enter opens a head, Space enlarges it',
    layer: (layer: number) => `Layer ${layer}`,
    rules: {
      next: 'one step right',
      previous: 'one step left',
      itself: 'the diagonal',
      'same-word': 'other copies of the same token',
      nearby: 'within three tokens',
      cls: 'most rests there',
      sep: 'most rests there',
      broad: 'entropy above 0.8 of its maximum',
      mixed: 'no single rule fits',
    } satisfies Record<PatternName, string>,
    cell: (name: string, pattern: string, number: string) => `${name}, ${pattern}, ${number}`,
    /** Between a head's name and its number, for those who do not see where it stands. */
    cellPattern: (pattern: string) => `, ${pattern}, `,
    /** A head's number beside its name. */
    number: (kind: 'share' | 'entropy' | 'distance', value: number) => {
      if (kind === 'share') return roundPercent(value);
      return value.toFixed(kind === 'entropy' ? 2 : 1);
    },
    pending: '…',
    draw: 'Draw',
    drawings: { matrix: 'Matrix', lines: 'Lines' },
    group: 'Group',
    groupings: { pattern: 'By pattern', layer: 'By layer', none: 'None' },
    sort: 'Sort',
    order: (order: HeadOrder, cls: string, sep: string): string =>
      ({
        position: 'Layer and head',
        strength: 'Strength',
        entropy: 'Entropy',
        distance: 'Mean distance',
        confidence: 'Confidence',
        cls: `To ${cls}`,
        sep: `To ${sep}`,
        punctuation: 'To punctuation',
        nearby: 'Local band',
      })[order],
    /** What the numbers are. */
    numbers: {
      position: 'Numbers: share of the head’s pattern, for broad and mixed heads entropy.',
      strength: 'Numbers: share of the head’s pattern, for broad and mixed heads entropy.',
      entropy: 'Numbers: entropy of the rows, as a part of the largest possible.',
      distance: 'Numbers: mean distance in tokens, weighted by attention.',
      confidence: 'Numbers: mean over rows of the largest weight to a word.',
      cls: 'Numbers: share to the first special token.',
      sep: 'Numbers: share to the other special tokens.',
      punctuation: 'Numbers: share to punctuation.',
      nearby: 'Numbers: share that stays within three tokens, the token itself left out.',
    } satisfies Record<HeadOrder, string>,
    find: 'Find head',
    count: (heads: number) => counted(heads, 'head'),
    head: 'Head',
    pattern: 'Pattern',
    tableTitle: 'All heads with their numbers: means over the rows of words, in raw attention',
    cells: 'Square-root scale. Rows look at columns.',
    pooled: (block: number) =>
      `Strongest cell of each ${block} × ${block} block, square-root scale. Rows look at columns.`,
    pooledLines: (block: number) =>
      `Lines join blocks of ${block} tokens by their strongest weight.`,
    lines: (share: number) => `Strongest lines first in each row, until ${share} % is reached.`,
    filtered: 'In the segments shown: what is hidden counts as 0.',
    muted: (tokens: string) => `${tokens} muted.`,
    mutedBlocks: (tokens: string) => `${tokens} muted: left out of every block.`,
    throughLens: {
      raw: '',
      'without-specials': 'Patterns and numbers are those of raw attention.',
      mean: 'Cells are single heads; the head and matrix views show the mean.',
      scores: 'Cells are attention; the head and matrix views show scores.',
    },
    waiting: (there: number, all: number) => `Opening layer ${there} of ${all}.`,
    opening: (layer: number) => `Opening layer ${layer}`,
    texts: ['A', 'B'],
    open: 'Open',
    openShort: 'open',
    space: 'Space',
    enlargeShort: 'enlarge',
    enlarge: 'Enlarge',
    shrink: 'Make small again',
    enlargedHead: (name: string) => `${name} enlarged`,
    shrunkHead: (name: string) => `${name} small again`,
    links: 'Strongest links between words',
    linksAcross: 'Strongest links across A and B',
    toSpecial: (token: string, share: string) => `To ${token} ${share}`,
    entropy: (value: string) => `Entropy ${value}`,
    distance: (value: string) => `Distance ${value}`,
    hintMatrix: 'Point at a cell for its weight.',
    hintLines: 'Point at a token for its lines.',
    link: (from: string, to: string, weight: string) => `${from} → ${to}, ${weight}`,
    looksAt: (token: string) => `What “${token}” looks at`,
    lookedAt: (token: string) => `Who looks at “${token}”`,
  },
  table: {
    row: (name: string, token: string) => `${name}: what “${token}” looks at`,
    column: (name: string, token: string) => `${name}: who looks at “${token}”`,
    map: (name: string) => `${name}: rows look at columns`,
    top: (name: string) => `${name}: the three tokens that each token looks at most`,
    from: 'from',
    token: 'Token',
    rank: 'Rank',
    position: 'Position',
    place: (place: number) => `${['First', 'Second', 'Third'][place]}`,
    sum: 'Sum',
    range: (first: number, last: number, all: number) => `Rows ${first} to ${last} of ${all}`,
    earlier: 'Earlier rows',
    later: 'Later rows',
    onlyHeads: (shown: number, all: number) =>
      `The first ${shown} of ${all} chosen heads. Show a head alone to see its table.`,
  },
  spoken: {
    pair: (from: string, to: string, weight: string, rank: number, all: number) =>
      `${from} to ${to}, ${spokenWeight(weight)}, rank ${rank} of ${all}`,
    apart: (from: string, to: string) => `${from} to ${to}, not in one window`,
    column: (to: string, from: string, weight: string, all: number) =>
      `${to} is looked at most by ${from}, ${spokenWeight(weight)}, rank 1 of ${all}`,
    pinned: (token: string) => `${token} pinned`,
    unpinned: (token: string) => `${token} unpinned`,
    head: (layer: number, heads: readonly number[], reading: string) =>
      `L${layer} ${listed(heads.map((head) => `H${head}`))}. ${reading}`,
    copied: 'Link copied',
    muted: (tokens: string) => `${tokens} muted`,
    unmuted: 'Nothing is muted',
  },
  find: {
    label: 'Find a head, a pattern or a token',
    hint: 'L3H7, next token, a word',
    none: 'Nothing found',
    head: (layer: number, head: number) => `Open L${layer} H${head}`,
    token: (token: string, index: number) => `Pin “${token}” ${index}`,
    results: 'Found',
  },
  help: {
    title: 'Keys',
    close: 'Close',
    keys: [
      ['← → ↑ ↓', 'token'],
      ['[  ]', 'previous, next head'],
      ['{  }', 'previous, next layer'],
      [',  .', 'previous, next text'],
      ['1 – 5', 'views, from left to right'],
      ['/', 'find L3H7, a pattern, a word'],
      ['p', 'pin or unpin the token'],
      ['m', 'mute special tokens'],
      ['t', 'table'],
      ['+  −  0', 'zoom the matrix in, out, to all of it'],
      ['e', 'export: figure, numbers, state'],
      ['l', 'copy a link to this view'],
      ['c', 'how was this number computed?'],
      ['Esc', 'one step back'],
      ['?', 'this card'],
    ] as const,
    pointer: 'Pointer',
    pointing: [
      ['Point', 'at a token on the left for what it looks at, on the right for who looks at it'],
      ['Click', 'pins it'],
      ['Shift-click', 'adds a token, and sums'],
      ['Double-click', 'on a head shows all heads of the layer, or none'],
    ] as const,
    patterns: 'Patterns',
  },
  exports: {
    title: 'Export',
    width: 'Width in print',
    columns: (width: 'one' | 'two', inches: number) =>
      `${width === 'one' ? 'One column' : 'Two columns'}, ${inches} in`,
    link: 'Link',
    offers: {
      svg: 'The figure, text as text',
      png: 'The figure in pixels',
      csv: 'The numbers shown, one a line',
      json: 'The state of this page',
      link: 'The address of this view',
    },
    saved: (name: string) => `${name} saved.`,
    notYet: 'Not here yet; try again.',
    noFigure: 'This view has no figure.',
    noScores: 'The figure shows the attention, not the scores.',
    noNumbers: {
      neuron: 'This page has no queries and keys to save.',
      compare: 'The numbers of each side are to be had in the matrix view.',
    },
    framed:
      'This page stands in a frame that may forbid downloads; if no file comes, open the page by itself.',
  },
  link: {
    copied: 'Link copied.',
    byHand: 'Copy this link',
  },
};

/** A minus that a screen reader does not skip. */
function spokenNumber(number: string): string {
  return number.replace('−', 'minus ');
}

/** Signs that a screen reader would skip. */
function moved(by: string, names: readonly string[], many: string): string {
  const what = names.length > 3 ? `${names.length} ${many}` : listed(names);
  return `Before and after ${by} ${what}, what moved most first`;
}

function spokenWeight(weight: string): string {
  return weight.replace('<', 'below ').replace('>', 'above ');
}
