/** What a cue is. Cues are data: a new one needs an entry in its file and nothing else. */

export interface Cue {
	/** Stable name, kept in stored marks. */
	id: string;
	kind:
		| 'narrating'
		| 'against'
		| 'exit'
		| 'identifier'
		| 'other-norm'
		| 'good-practice'
		| 'tone'
		| 'form';
	/** The value of the axis that this cue speaks for, such as an exit or a K number. */
	says?: string;
	/** In the language of pattern.ts; any of them suffices. */
	patterns: string[];
	/** One plain sentence for a layperson. */
	because: string;
}
