/** What is read of a post beside its probability: one yes-or-no label each, and the corpus's word for it. */
import { exits, forms, identifiers, tones } from '../../../words.ts';
import type { Item } from '../corpus.ts';

export type Axis = 'exit' | 'other-norm' | 'good-practice' | 'identifier' | 'form' | 'tone';

export interface Label {
	axis: Axis;
	value: string;
	/** Whether only a client's story can have it. */
	ofStories: boolean;
	isTrue(item: Item): boolean;
}

/** Good practice that the corpus labels; the others are read by their cues alone. */
export const practiceOf: Record<string, string> = {
	'general-education': 'K01',
	'own-journey': 'K02',
	'hypothetical-example': 'K03',
	consent: 'K04',
	'social-media-policy': 'K06',
	'supervision-or-consultation': 'K08'
};

const norms = [
	'colleague-bashing',
	'derides-clients-in-general',
	'solicits-client-stories',
	'online-contact-with-client'
];

/** In the order in which the model stores them. */
export const labels: Label[] = [
	...exits.map((value) => ({
		axis: 'exit' as const,
		value,
		ofStories: false,
		isTrue: (item: Item) => item.exits.includes(value)
	})),
	...norms.map((value) => ({
		axis: 'other-norm' as const,
		value,
		ofStories: false,
		isTrue: (item: Item) => item.other_norms.includes(value)
	})),
	{
		axis: 'other-norm',
		value: 'stranger-diagnosis',
		ofStories: false,
		isTrue: (item) => item.other_norms.includes('stranger-diagnosis')
	},
	{
		axis: 'other-norm',
		value: 'supervisee-or-colleague-case',
		ofStories: false,
		isTrue: (item) => item.about === 'supervisee-or-colleague-case'
	},
	...Object.entries(practiceOf).map(([label, value]) => ({
		axis: 'good-practice' as const,
		value,
		ofStories: false,
		isTrue: (item: Item) => item.good_practice.includes(label)
	})),
	...identifiers.map((value) => ({
		axis: 'identifier' as const,
		value,
		ofStories: true,
		isTrue: (item: Item) => item.identifiers.includes(value)
	})),
	...forms.map((value) => ({
		axis: 'form' as const,
		value,
		ofStories: true,
		isTrue: (item: Item) => item.form.includes(value)
	})),
	...tones.map((value) => ({
		axis: 'tone' as const,
		value,
		ofStories: true,
		isTrue: (item: Item) => item.tone === value
	}))
];
