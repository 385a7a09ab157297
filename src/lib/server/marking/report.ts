/** An evaluation as text for people. Pure. */
import type { Report } from './evaluate.ts';
import type { Agreement, Figures } from './measures.ts';

const share = (value: number) => (Number.isFinite(value) ? value.toFixed(3) : '–');
const percent = (value: number) => (Number.isFinite(value) ? `${(100 * value).toFixed(1)} %` : '–');

/** The report as `evaluate` prints it without --json. */
export function inWords(report: Report): string {
	const reader = report.reader === 'linear' ? 'the first stage alone' : 'both stages';
	return [
		`Reader ${report.version} (${reader}), author’s role ${report.isRoleTold ? 'told' : 'not told'}; ${report.items} items, ${report.notJudged} of them in a language that is not judged.`,
		'',
		...table(
			[
				'',
				'items',
				'stories',
				'AP',
				'best F1',
				'precision',
				'recall',
				'F1',
				'others marked',
				'calibration error',
				'recall at 1 %'
			],
			[
				['care', report.care],
				['all', report.all],
				['care, first stage alone', report.firstStage.care],
				['all, first stage alone', report.firstStage.all],
				['care, keyword search', report.keywords.care],
				['all, keyword search', report.keywords.all]
			].map(([name, figures]) => row(name as string, figures as Figures))
		),
		'',
		`“Likely” alone (care): precision ${share(report.care.likely.precision)}, recall ${share(report.care.likely.recall)}, others marked ${percent(report.care.likely.falsePositiveRate)}.`,
		'',
		'Precision where this share of posts are stories (care):',
		...table(
			['share', 'likely', 'likely or possible'],
			report.care.precisionAt.map(({ baseRate, likely, marked }) => [
				percent(baseRate),
				share(likely),
				share(marked)
			])
		),
		'',
		'By kind and by length (care):',
		...table(
			['', 'items', 'stories', 'AP', 'recall', 'others marked'],
			[...Object.entries(report.byKind), ...Object.entries(report.byLength)].map(
				([name, { items, stories, averagePrecision, marked }]) => [
					name,
					String(items),
					String(stories),
					stories === items || stories === 0 ? '–' : share(averagePrecision),
					share(marked.recall),
					stories === items ? '–' : percent(marked.falsePositiveRate)
				]
			)
		),
		'',
		`Composites stated as such, kept apart: ${report.composite.items}, of which marked likely ${report.composite.likely}, possible ${report.composite.possible}, none ${report.composite.none}.`,
		`Reasons: of ${report.reasons.stories} marked stories with labelled words, ${report.reasons.overlapping} have a reason that overlaps them (${percent(report.reasons.overlapping / report.reasons.stories)}).`,
		'',
		'The other readings (labelled so, read so, precision, recall):',
		...table(
			['', 'labelled', 'read', 'precision', 'recall'],
			Object.entries(report.axes).map(([name, { labelled, read, both }]: [string, Agreement]) => [
				name,
				String(labelled),
				String(read),
				share(both / read),
				share(both / labelled)
			])
		)
	].join('\n');
}

function row(name: string, figures: Figures): string[] {
	const { items, stories, averagePrecision, best, marked, calibrationError } = figures;
	return [
		name,
		String(items),
		String(stories),
		share(averagePrecision),
		share(best.f1),
		share(marked.precision),
		share(marked.recall),
		share(marked.f1),
		percent(marked.falsePositiveRate),
		share(calibrationError),
		share(figures.recallAtOnePercent)
	];
}

function table(head: string[], rows: string[][]): string[] {
	const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]!.length)));
	return [head, ...rows].map((row) =>
		row
			.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
			.join('  ')
			.trimEnd()
	);
}
