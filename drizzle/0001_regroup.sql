CREATE TABLE "regrouping" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "regrouping_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"from_id" integer NOT NULL,
	"into_id" integer NOT NULL,
	"feed_ids" jsonb NOT NULL,
	"basis" jsonb NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "watch" (
	"token" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "practitioner" ADD COLUMN "joined_into_id" integer;--> statement-breakpoint
ALTER TABLE "regrouping" ADD CONSTRAINT "regrouping_from_id_practitioner_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."practitioner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regrouping" ADD CONSTRAINT "regrouping_into_id_practitioner_id_fk" FOREIGN KEY ("into_id") REFERENCES "public"."practitioner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "regrouping_into" ON "regrouping" USING btree ("into_id");--> statement-breakpoint
CREATE INDEX "regrouping_from" ON "regrouping" USING btree ("from_id");--> statement-breakpoint
ALTER TABLE "practitioner" ADD CONSTRAINT "practitioner_joined_into_id_practitioner_id_fk" FOREIGN KEY ("joined_into_id") REFERENCES "public"."practitioner"("id") ON DELETE cascade ON UPDATE no action;