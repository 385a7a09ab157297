CREATE TABLE "finding" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "finding_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"post_id" bigint NOT NULL,
	"content_hash" text NOT NULL,
	"says" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"sampled" boolean DEFAULT false NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reader_version" (
	"version" text PRIMARY KEY NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN "finding" text;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN "finding_sampled" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN "finding_months" integer;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "strength" text;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "finding" text;--> statement-breakpoint
ALTER TABLE "finding" ADD CONSTRAINT "finding_post_id_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."post"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "finding_post" ON "finding" USING btree ("post_id","id");--> statement-breakpoint
CREATE INDEX "post_found" ON "post" USING btree ("feed_id") WHERE "post"."finding" is not null;--> statement-breakpoint
CREATE INDEX "post_removed" ON "post" USING btree ("feed_id") WHERE "post"."removed_at" is not null;--> statement-breakpoint
CREATE INDEX "revision_story" ON "revision" USING btree ("post_id") WHERE "revision"."strength" in ('likely', 'possible') or "revision"."finding" = 'story';