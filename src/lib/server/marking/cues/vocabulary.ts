/** Sets of words that the cues' patterns name as @SET. */

const list = (words: string) => words.trim().split(/\s+/);

export const vocabulary: Record<string, string[]> = {
	CLIENT: list('client patient analysand counsellee inpatient outpatient survivor kiddo'),
	CLIENTS: list('clients patients kiddos couples families inpatients'),
	PERSON: list(`woman man lady gentleman guy fella bloke lad lass girl boy teen teenager kid child
		couple family mum mom mother dad father widow widower veteran student pupil nurse teacher soldier
		farmer someone somebody person adolescent youth grandmother grandfather resident kiddo caller`),
	PERSONS:
		list(`women men ladies guys lads girls boys teens teenagers kids children couples families
		mums moms mothers dads fathers parents veterans students pupils people persons callers`),
	MY: list('my our'),
	SHE: list('he she they'),
	HER: list('him her them'),
	HERS: list('his her their'),
	SAID: list(`said told asked replied whispered shouted texted wrote emailed messaged rang called
		admitted confessed shared announced answered mentioned described disclosed explained mumbled muttered
		revealed reported added insisted informed says tells asks goes`),
	SHOWED: list(`laughed cried sobbed wept smiled shrugged nodded sat looked stared paused sighed
		screamed giggled apologised apologized hugged thanked walked arrived came brought wore left handed gave
		showed drew sent stopped started relapsed paid canceled ghosted graduated finished ended cried broke
		came turned stood put took held opened closed got made realised realized decided managed missed forgot`),
	SESSION: list('session appointment intake consult sitting consultation'),
	DAY: list(`monday tuesday wednesday thursday friday saturday sunday morning afternoon evening night
		week month year day summer winter spring autumn`),
	NOW: list('today yesterday tonight earlier recently'),
	OFTEN:
		list(`often usually always sometimes typically frequently generally commonly regularly rarely
		never tend mostly normally`),
	MANY: list('many most some several few all lots'),
	IMAGINE: list('imagine suppose picture say pretend hypothetically hypothetical'),
	MAY: list('would could might may'),
	MEDIA:
		list(`film movie show series episode season novel character characters tv netflix telly drama
		sitcom documentary plot scene actor actress trailer finale protagonist writers shrinking sopranos`),
	BOOK: list('book memoir chapter author paper article study textbook essay biography'),
	FIGURE:
		list(`freud jung winnicott yalom klein dora lacan rogers bion gottlieb ferenczi adler frankl
		bowlby ellis beck perls satir minuchin kohut erickson sacks laing`),
	KIN: list(`husband wife partner mum mom mother dad father son daughter sister brother nan gran grandma
		grandmother grandad granddad grandfather aunt uncle cousin niece nephew friend neighbour neighbor mate
		boyfriend girlfriend fiance flatmate roommate toddler kids dog cat landlord hairdresser dentist
		mother-in-law sibling ex grandson granddaughter`),
	THERAPIST: list('therapist counselor psychologist psychiatrist analyst shrink psychotherapist'),
	PEER: list(
		'supervisor colleague tutor lecturer classmate mentor manager boss receptionist cofacilitator'
	),
	TRAINEE: list('supervisee trainee intern mentee'),
	GROUP: list('group circle workshop class ward unit'),
	TRADE: list(`attorney solicitor barrister litigation designer agency invoice branding website logo
		physio physiotherapist salon stylist haircut gym squat mortgage accountant massage florist tattoo
		realtor funeral dentist dental vet realtor`),
	NUM: list(`one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
		sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety`),
	FREE: list(
		'book slots availability available enrol enroll register spaces vacancies waitlist tickets'
	)
};
