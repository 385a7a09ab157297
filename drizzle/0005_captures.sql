CREATE TABLE "capture" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "capture_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"post_id" bigint NOT NULL,
	"url" text NOT NULL,
	"final_url" text,
	"fetched_at" timestamp with time zone,
	"status" integer,
	"headers" jsonb,
	"body" text,
	"body_sha256" text,
	"journal_id" bigint,
	"try_count" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone,
	"failure" text,
	CONSTRAINT "capture_post_id_unique" UNIQUE("post_id")
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "journal_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"what" text NOT NULL,
	"subject" text NOT NULL,
	"previous" text NOT NULL,
	"content" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "journal_previous_unique" UNIQUE("previous"),
	CONSTRAINT "journal_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "capture" ADD CONSTRAINT "capture_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capture" ADD CONSTRAINT "capture_journal_id_journal_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "capture_due" ON "capture" USING btree ("next_try_at") WHERE "capture"."fetched_at" is null;--> statement-breakpoint
CREATE FUNCTION journal_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a line of the journal is never changed or deleted'; END $$;--> statement-breakpoint
CREATE TRIGGER journal_only_grows BEFORE UPDATE OR DELETE ON "journal" FOR EACH ROW EXECUTE FUNCTION journal_only_grows();
