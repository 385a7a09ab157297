CREATE TABLE "claim" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "claim_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"task_id" bigint NOT NULL,
	"person_id" text NOT NULL,
	"round" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "coding" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "coding_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"task_id" bigint NOT NULL,
	"post_id" bigint NOT NULL,
	"content_hash" text NOT NULL,
	"person_id" text NOT NULL,
	"round" text NOT NULL,
	"attempt" integer NOT NULL,
	"narrates" text NOT NULL,
	"identifiers" jsonb NOT NULL,
	"exits" jsonb NOT NULL,
	"tone" text,
	"voice" text NOT NULL,
	"reason" text NOT NULL,
	"note" text NOT NULL,
	"seconds" integer NOT NULL,
	"nonce" text NOT NULL,
	"journal_id" bigint NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "coding_once" UNIQUE("task_id","person_id","attempt")
);
--> statement-breakpoint
CREATE TABLE "conflict" (
	"person_id" text NOT NULL,
	"practitioner_id" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "conflict_person_id_practitioner_id_pk" PRIMARY KEY("person_id","practitioner_id")
);
--> statement-breakpoint
CREATE TABLE "reading_habit" (
	"person_id" text PRIMARY KEY NOT NULL,
	"keys" boolean NOT NULL,
	"blur" boolean NOT NULL,
	"grey" boolean NOT NULL,
	"pause_posts" integer NOT NULL,
	"pause_minutes" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settlement" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "settlement_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"task_id" bigint NOT NULL,
	"post_id" bigint NOT NULL,
	"content_hash" text NOT NULL,
	"coding_ids" jsonb NOT NULL,
	"how" text NOT NULL,
	"support_count" integer NOT NULL,
	"narrates" text NOT NULL,
	"identifiers" jsonb NOT NULL,
	"exits" jsonb NOT NULL,
	"tone" text,
	"voice" text NOT NULL,
	"reason" text NOT NULL,
	"nonce" text NOT NULL,
	"finding_id" bigint NOT NULL,
	"journal_id" bigint NOT NULL,
	"settled_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "skip" (
	"task_id" bigint NOT NULL,
	"person_id" text NOT NULL,
	"why" text NOT NULL,
	"words" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "skip_task_id_person_id_pk" PRIMARY KEY("task_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "task" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "task_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"post_id" bigint NOT NULL,
	"content_hash" text NOT NULL,
	"stage" text DEFAULT 'first' NOT NULL,
	"stage_since" timestamp with time zone NOT NULL,
	"sampled" boolean NOT NULL,
	"strength" text NOT NULL,
	"probability" double precision,
	"mark_version" text NOT NULL,
	"golden_answer" jsonb,
	"claimed_by" text,
	"claimed_at" timestamp with time zone,
	"lease_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "task_text" UNIQUE("post_id","content_hash")
);
--> statement-breakpoint
CREATE TABLE "teaching_note" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "teaching_note_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"axis" text NOT NULL,
	"text" text NOT NULL,
	"person_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "undoing" (
	"coding_id" bigint PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"journal_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unveiling" (
	"coding_id" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "finding" ADD COLUMN "months" integer;--> statement-breakpoint
ALTER TABLE "claim" ADD CONSTRAINT "claim_task_id_task_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."task"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim" ADD CONSTRAINT "claim_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding" ADD CONSTRAINT "coding_task_id_task_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."task"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding" ADD CONSTRAINT "coding_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding" ADD CONSTRAINT "coding_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding" ADD CONSTRAINT "coding_journal_id_journal_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict" ADD CONSTRAINT "conflict_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict" ADD CONSTRAINT "conflict_practitioner_id_practitioner_id_fk" FOREIGN KEY ("practitioner_id") REFERENCES "public"."practitioner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reading_habit" ADD CONSTRAINT "reading_habit_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlement" ADD CONSTRAINT "settlement_task_id_task_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."task"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlement" ADD CONSTRAINT "settlement_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlement" ADD CONSTRAINT "settlement_journal_id_journal_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skip" ADD CONSTRAINT "skip_task_id_task_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."task"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skip" ADD CONSTRAINT "skip_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_claimed_by_person_id_fk" FOREIGN KEY ("claimed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "teaching_note" ADD CONSTRAINT "teaching_note_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "undoing" ADD CONSTRAINT "undoing_coding_id_coding_id_fk" FOREIGN KEY ("coding_id") REFERENCES "public"."coding"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "undoing" ADD CONSTRAINT "undoing_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "undoing" ADD CONSTRAINT "undoing_journal_id_journal_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unveiling" ADD CONSTRAINT "unveiling_coding_id_coding_id_fk" FOREIGN KEY ("coding_id") REFERENCES "public"."coding"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "claim_person" ON "claim" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "coding_person" ON "coding" USING btree ("person_id","recorded_at");--> statement-breakpoint
CREATE INDEX "coding_post" ON "coding" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "settlement_task" ON "settlement" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "settlement_post" ON "settlement" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "task_open" ON "task" USING btree ("stage","stage_since") WHERE "task"."stage" in ('first', 'second', 'settle');--> statement-breakpoint
CREATE INDEX "task_claimed" ON "task" USING btree ("claimed_by") WHERE "task"."claimed_by" is not null;--> statement-breakpoint
CREATE FUNCTION review_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN RETURN OLD; END IF; RAISE EXCEPTION 'a reading is never changed or deleted'; END $$;--> statement-breakpoint
CREATE TRIGGER coding_only_grows BEFORE UPDATE OR DELETE ON "coding" FOR EACH ROW EXECUTE FUNCTION review_only_grows();--> statement-breakpoint
CREATE TRIGGER settlement_only_grows BEFORE UPDATE OR DELETE ON "settlement" FOR EACH ROW EXECUTE FUNCTION review_only_grows();--> statement-breakpoint
CREATE TRIGGER undoing_only_grows BEFORE UPDATE OR DELETE ON "undoing" FOR EACH ROW EXECUTE FUNCTION review_only_grows();
