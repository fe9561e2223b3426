import type { IRunOptions, Paragraph } from 'docx';
import { headingOf, type Narrative, type NarrativeSection } from '../../text/appraisal/narrative.ts';

/** Fonts that every office program of ours has, for Chinese and for digits. */
const FONT = { eastAsia: 'SimSun', ascii: 'Times New Roman', hAnsi: 'Times New Roman' } as const;
const HEADING_FONT = { eastAsia: 'SimHei', ascii: 'Arial', hAnsi: 'Arial' } as const;
/** Half points: 小四, 三号, 二号. */
const SIZE = { text: 24, heading: 32, title: 44 } as const;
/** Twentieths of a point. */
const TEXT_INDENT = 480;
const LINE = 400;

type Docx = typeof import('docx');

/** The month's report as a document to be changed, printed and passed on. */
export async function documentOf({ title, sections }: Narrative): Promise<Uint8Array> {
  const docx = await import('docx');
  const { Document, Packer } = docx;
  const children = [
    titleOf(title, docx),
    ...sections.flatMap((section, index) => sectionOf(section, index, docx)),
  ];
  const document = new Document({
    title,
    styles: { default: { document: { run: { font: FONT, size: SIZE.text } } } },
    sections: [{ children }],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function titleOf(text: string, { Paragraph, TextRun, AlignmentType, HeadingLevel }: Docx): Paragraph {
  return new Paragraph({
    heading: HeadingLevel.TITLE,
    alignment: AlignmentType.CENTER,
    spacing: { after: LINE },
    children: [new TextRun(run(text, SIZE.title))],
  });
}

function sectionOf({ heading, lines, isList }: NarrativeSection, index: number, docx: Docx): Paragraph[] {
  const { Paragraph, TextRun, HeadingLevel } = docx;
  const head = new Paragraph({
    heading: HeadingLevel.HEADING_1,
    spacing: { before: LINE / 2, after: LINE / 4 },
    children: [new TextRun(run(headingOf(heading, index), SIZE.heading))],
  });
  const body = isList
    ? lines.map((text) => new Paragraph({ text, bullet: { level: 0 }, spacing: { line: LINE } }))
    : [new Paragraph({ text: lines.join(''), indent: { firstLine: TEXT_INDENT }, spacing: { line: LINE } })];
  return [head, ...body];
}

function run(text: string, size: number): IRunOptions {
  return { text, size, font: HEADING_FONT, color: '000000' };
}
