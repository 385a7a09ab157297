import { describe, expect, it } from 'vitest';
import { decode } from '#lib/server/feeds/decode.ts';
import * as parse from '#lib/server/feeds/parse.ts';

/** Words and their bytes, as Python's codecs write them: another hand than the library under test. */
const words: [encoding: string, text: string, hex: string][] = [
	['windows-1250', 'Žluťoučký kůň', '8e6c759d6f75e86bfd206bf9f2'],
	['windows-1251', 'Тихая практика', 'd2e8f5e0ff20eff0e0eaf2e8eae0'],
	['windows-1252', 'Café – “naïve”', '436166e9209620936e61ef766594'],
	['windows-1253', 'Ήσυχη πράξη', 'b9f3f5f7e720f0f1dceee7'],
	['windows-1254', 'Sessiz görüşme', '53657373697a2067f672fcfe6d65'],
	['windows-1255', 'שיחה שקטה', 'f9e9e7e420f9f7e8e4'],
	['windows-1257', 'Tyli praktika – žodžiai', '54796c69207072616b74696b61209620fe6f64fe696169'],
	['iso-8859-2', 'Łagodna ćwiczeń', 'a361676f646e6120e67769637a65f1'],
	['iso-8859-5', 'Тихая речь', 'c2d8e5d0ef20e0d5e7ec'],
	['iso-8859-15', "Prix : 80 € à l'œil", '50726978203a20383020a420e0206c27bd696c'],
	['koi8-r', 'Спокойный сон', 'f3d0cfcbcfcaced9ca20d3cfce'],
	['shift_jis', '静かな相談', '90c382a982c8918a926b'],
	['euc-jp', '静かな川', 'c0c5a4aba4cac0ee'],
	['gb18030', '安静的谈话', 'b0b2beb2b5c4ccb8bbb0'],
	['utf-16le', 'Stille Übung €', '5300740069006c006c0065002000dc00620075006e0067002000ac20'],
	['utf-16be', 'Stille Übung €', '005300740069006c006c0065002000dc00620075006e0067002020ac'],
	[
		'utf-32le',
		'Stille Übung €',
		'5300000074000000690000006c0000006c0000006500000020000000dc00000062000000750000006e0000006700000020000000ac200000'
	]
];
const wide: Record<string, (code: number) => number[]> = {
	'utf-16le': (code) => [code, 0],
	'utf-16be': (code) => [0, code],
	'utf-32le': (code) => [code, 0, 0, 0]
};
const isWide = (encoding: string) => encoding in wide;

/** A feed document in an encoding, whose title is the given bytes and whose prolog says `label`. */
function document(encoding: string, title: Buffer, label: string | null): Uint8Array {
	const ascii = (text: string) =>
		Buffer.from(
			[...text].flatMap((sign) => wide[encoding]?.(sign.charCodeAt(0)) ?? [sign.charCodeAt(0)])
		);
	const prolog =
		label === null ? '<?xml version="1.0"?>' : `<?xml version="1.0" encoding="${label}"?>`;
	return Buffer.concat([
		ascii(`${prolog}<rss version="2.0"><channel><item><title>`),
		title,
		ascii('</title></item></channel></rss>')
	]);
}

const cases = [
	...words.map(([encoding, text, hex]) => ({
		name: `${encoding} declared in the prolog`,
		bytes: document(encoding, Buffer.from(hex, 'hex'), encoding),
		contentType: null,
		text
	})),
	...words.map(([encoding, text, hex]) => ({
		name: `${encoding} declared by HTTP only`,
		bytes: document(encoding, Buffer.from(hex, 'hex'), null),
		contentType: `application/rss+xml; charset=${encoding}`,
		text
	})),
	...words
		.filter(([encoding]) => !isWide(encoding))
		.map(([encoding, text, hex]) => ({
			name: `${encoding} by HTTP where the prolog says UTF-8`,
			bytes: document(encoding, Buffer.from(hex, 'hex'), 'utf-8'),
			contentType: `text/xml;charset="${encoding}"`,
			text
		})),
	...words
		.filter(([encoding]) => !isWide(encoding))
		.map(([encoding, text]) => ({
			name: `UTF-8 that is labelled ${encoding}`,
			bytes: document('utf-8', Buffer.from(text), encoding),
			contentType: `text/xml; charset=${encoding}`,
			text
		})),
	{
		name: 'windows-1252 declared nowhere',
		bytes: document('ascii', Buffer.from('436166e9209620936e61ef766594', 'hex'), null),
		contentType: null,
		text: 'Café – “naïve”'
	},
	{
		name: 'UTF-8 with a byte order mark and a wrong label',
		bytes: Buffer.concat([
			Buffer.from('efbbbf', 'hex'),
			document('utf-8', Buffer.from('Übung'), 'iso-8859-1')
		]),
		contentType: 'text/xml; charset=iso-8859-1',
		text: 'Übung'
	}
];

describe('decoding', () => {
	it('is tried on 64 documents', () => {
		expect(cases.length).toBe(64);
	});

	it.each(cases)('reads $name', async ({ bytes, contentType, text }) => {
		const parsed = await parse.feed(bytes, { contentType });
		expect(parsed).toMatchObject({ items: [{ title: text }] });
	});

	it('takes a page’s own label and a label nobody knows', () => {
		const page = Buffer.from('3c6d65746120636861727365743d6b6f69382d723ef3cfce', 'hex');
		expect(decode(page)).toBe('<meta charset=koi8-r>Сон');
		expect(decode(Buffer.from('636166e9', 'hex'), 'text/xml; charset=made-up')).toBe('café');
	});
});
