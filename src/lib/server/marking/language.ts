/**
 * Which language a text is in; only languages that the reader was measured on are judged. Statistics of
 * letters fail on posts of five words, so the words are looked up: most words of an English post are in
 * the vocabulary of the corpus, hardly any of another language's are. Pure.
 */
import { detectAll } from 'tinyld/light';

/** The languages the reader was measured on. */
export const measured = ['en'];

const LATIN = /\p{Script=Latin}/u;
const CAPITAL = /^\p{Lu}/u;
/** Endings that English alone writes so: contracted words, and participles of some length. */
const CONTRACTED = /\p{L}['’](?:s|t|ll|re|ve|d|m)$/iu;
const ENGLISH_END = /\p{L}{3}ing$/u;
const LETTERS = /\p{L}/gu;
const WORDS = /\p{L}[\p{L}\p{M}'’]*/gu;
/** Text enough to tell a language by. */
const LOOKED_AT = 1500;

/** Words of grammar of other languages in Latin letters which English does not have. */
const foreign = new Map<string, string>();
for (const [lang, words] of Object.entries({
	es: 'el buenos buenas días día todos todas los las una unos que de y por con para pero como más muy mi mis su sus está estoy hoy también cuando porque esta este son fue qué cómo se lo del al ya hay sin nos les',
	fr: 'un m d j c qu l n dit merci fait quelle quel jour journée tous respire le les des une et est dans pour pas que qui sur avec mais mes mon ma ses sont cette nous vous ils elle je ne au aux du très aussi aujourd’hui c’est j’ai',
	de: 'guten morgen zusammen alle kein keine was für der die das und ist nicht ein eine einen mit auf für sich auch ich wir sie zu dem den von im es wie aber nach bei noch mein meine heute hat habe',
	it: 'il lo gli che di è non per con sono mi una del della anche come più ma questo questa oggi ho nel alla mia mio',
	pt: 'o os as um uma que de e do da em não para com por mais mas meu minha hoje também está ela ele foi são você no na seu sua',
	nl: 'geen goedemorgen allemaal wat de het een en van is niet dat met voor op zijn ook maar mijn naar nog wel vandaag ik ze aan bij heeft',
	sv: 'och att det som en på är av för med inte jag har till den om min så idag ett var',
	da: 'og at det som en på er af for med ikke jeg har til den om min så dag et var der',
	pl: 'i w na nie się to jest z do że jak po mi moja mój dzisiaj ale był była o za',
	tr: 'günaydın herkese ne ve bir bu da de için çok ne ben bugün ama gibi daha var olan',
	cy: 'bore pawb mae yr yn mae a’r wedi ei i’r gan fod ar am heddiw',
	ga: 'maidin mhaith maith tá an na agus ar is tá sé sí bhí le go do inniu',
	fi: 'mikä päivä hyvää ja on ei se että tänään minun olen',
	hu: 'és hogy nem egy az ez ma jó mindenkinek nagyon',
	id: 'yang dan ini itu saya tidak hari selamat pagi semua',
	ro: 'și nu este mea meu azi bună tuturor pentru mai',
	cs: 'moje dnes je dobré ráno všem není jsem',
	ca: 'meva meu avui ha bon tothom amb els',
	tl: 'ang ng mga sa na ako ko si ay hindi'
}))
	for (const word of words.split(' ')) if (!foreign.has(word)) foreign.set(word, lang);
// Words that English posts have too.
for (const word of 'a i o no me so an on as de do go am is na le at la en in het die of to for you so was del men man war hat also den des most var min till and om sin sense los las ma i do am ar or con al per ne non se e z da po to was wat alle dan ma je mai morgen ne bon ha'.split(
	' '
))
	foreign.delete(word);

/** A word as it is looked up: lower case, without a possessive or contracted ending. */
function base(word: string): string {
	return word
		.toLowerCase()
		.replace(/[’ʼ]/g, "'")
		.replace(/(?:n't|'\p{L}+)$/u, '');
}

/** The words of a text as they are looked up. */
export function wordsOf(text: string): string[] {
	return (text.match(WORDS) ?? []).map(base);
}

/**
 * Two letters, `other` where no guess is at hand, or null where there are no words to go by.
 * @param vocabulary the corpus's words, as `base` gives them
 */
export function of(text: string, vocabulary: ReadonlySet<string>): string | null {
	const head = text
		.slice(0, LOOKED_AT)
		.replace(/(?:https?:\/\/|www\.)\S+|@[\p{L}\p{N}_.]+/gu, ' ')
		.replace(/#[\p{L}\p{N}_]+/gu, (tag) => tag.slice(1).replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'));
	const letters = head.match(LETTERS);
	if (!letters || letters.length < 2) return null;
	const latin = letters.filter((letter) => LATIN.test(letter)).length;
	if (latin < letters.length / 2) return guess(head) ?? 'other';
	const { known, unknown, theirs } = lookUp(head.match(WORDS) ?? [], vocabulary);
	const foreignCount = [...theirs.values()].reduce((sum, count) => sum + count, 0);
	const isShort = known > 0 && known + unknown <= 2 && foreignCount === 0;
	if (isShort || known > 1.5 * (unknown + foreignCount)) return 'en';
	const guessed = guess(head);
	if (known > 0.8 * (unknown + foreignCount) && (guessed === 'en' || foreignCount === 0))
		return 'en';
	const best = [...theirs].sort((a, b) => b[1] - a[1])[0];
	if (guessed && guessed !== 'en') return guessed;
	return best?.[0] ?? 'other';
}

function lookUp(words: string[], vocabulary: ReadonlySet<string>) {
	const theirs = new Map<string, number>();
	let known = 0;
	let unknown = 0;
	for (const [i, word] of words.entries()) {
		const lower = base(word);
		const lang = foreign.get(lower);
		if (lang) theirs.set(lang, (theirs.get(lang) ?? 0) + 1);
		else if (vocabulary.has(lower) || CONTRACTED.test(word)) known++;
		else if (ENGLISH_END.test(lower)) known += 0.5;
		// A name within the text speaks for no language.
		else if (i === 0 || !CAPITAL.test(word)) unknown++;
	}
	return { known, unknown, theirs };
}

function guess(text: string): string | undefined {
	return detectAll(text)[0]?.lang;
}
