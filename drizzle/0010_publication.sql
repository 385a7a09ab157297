CREATE TABLE "publication" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "publication_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"practitioner_id" integer NOT NULL,
	"basis" jsonb NOT NULL,
	"token" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "publication_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "publication_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "publication_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"publication_id" integer,
	"post_id" bigint,
	"reply_id" bigint,
	"what" text NOT NULL,
	"person_id" text,
	"outcome" text,
	"words" text NOT NULL,
	"journal_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "publication_item" (
	"publication_id" integer NOT NULL,
	"post_id" bigint NOT NULL,
	"content_hash" text NOT NULL,
	"excerpt" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "publication_item_publication_id_post_id_pk" PRIMARY KEY("publication_id","post_id")
);
--> statement-breakpoint
CREATE TABLE "reply" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reply_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"publication_id" integer NOT NULL,
	"post_id" bigint,
	"kind" text NOT NULL,
	"words" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "publication" ADD CONSTRAINT "publication_practitioner_id_practitioner_id_fk" FOREIGN KEY ("practitioner_id") REFERENCES "public"."practitioner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication_event" ADD CONSTRAINT "publication_event_publication_id_publication_id_fk" FOREIGN KEY ("publication_id") REFERENCES "public"."publication"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication_event" ADD CONSTRAINT "publication_event_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication_event" ADD CONSTRAINT "publication_event_reply_id_reply_id_fk" FOREIGN KEY ("reply_id") REFERENCES "public"."reply"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication_event" ADD CONSTRAINT "publication_event_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication_event" ADD CONSTRAINT "publication_event_journal_id_journal_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication_item" ADD CONSTRAINT "publication_item_publication_id_publication_id_fk" FOREIGN KEY ("publication_id") REFERENCES "public"."publication"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication_item" ADD CONSTRAINT "publication_item_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply" ADD CONSTRAINT "reply_publication_id_publication_id_fk" FOREIGN KEY ("publication_id") REFERENCES "public"."publication"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply" ADD CONSTRAINT "reply_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "publication_practitioner" ON "publication" USING btree ("practitioner_id");--> statement-breakpoint
CREATE INDEX "publication_event_publication" ON "publication_event" USING btree ("publication_id");--> statement-breakpoint
CREATE INDEX "publication_event_post" ON "publication_event" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "publication_event_at" ON "publication_event" USING btree ("at");--> statement-breakpoint
CREATE INDEX "publication_item_post" ON "publication_item" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "reply_publication" ON "reply" USING btree ("publication_id");--> statement-breakpoint
CREATE FUNCTION publication_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN RETURN OLD; END IF; RAISE EXCEPTION 'what happened to a record is never changed or deleted'; END $$;--> statement-breakpoint
CREATE TRIGGER publication_event_only_grows BEFORE UPDATE OR DELETE ON "publication_event" FOR EACH ROW EXECUTE FUNCTION publication_only_grows();--> statement-breakpoint
CREATE TRIGGER reply_only_grows BEFORE UPDATE OR DELETE ON "reply" FOR EACH ROW EXECUTE FUNCTION publication_only_grows();
