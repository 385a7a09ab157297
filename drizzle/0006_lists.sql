CREATE TABLE "intake" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "intake_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"title" text NOT NULL,
	"list_id" integer,
	"stage" text DEFAULT 'checking' NOT NULL,
	"lease_until" timestamp with time zone,
	"started_by" text,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "intake_row" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "intake_row_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"intake_id" integer NOT NULL,
	"line" integer NOT NULL,
	"source" text NOT NULL,
	"is_feed" boolean NOT NULL,
	"name" text,
	"profession" text,
	"place" text,
	"register_url" text,
	"basis" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"host" text NOT NULL,
	"lease_until" timestamp with time zone,
	"state" text DEFAULT 'waiting' NOT NULL,
	"candidate" jsonb,
	"choices" jsonb,
	"reason" text,
	"other_line" integer,
	"other_id" integer,
	"is_chosen" boolean DEFAULT false NOT NULL,
	"outcome" text,
	"practitioner_id" integer,
	"feed_id" integer,
	"is_newly_listed" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "list" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "list_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "list_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "listed" (
	"list_id" integer NOT NULL,
	"practitioner_id" integer NOT NULL,
	"listed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "listed_list_id_practitioner_id_pk" PRIMARY KEY("list_id","practitioner_id")
);
--> statement-breakpoint
ALTER TABLE "intake" ADD CONSTRAINT "intake_list_id_list_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."list"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intake_row" ADD CONSTRAINT "intake_row_intake_id_intake_id_fk" FOREIGN KEY ("intake_id") REFERENCES "public"."intake"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intake_row" ADD CONSTRAINT "intake_row_other_id_practitioner_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."practitioner"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intake_row" ADD CONSTRAINT "intake_row_practitioner_id_practitioner_id_fk" FOREIGN KEY ("practitioner_id") REFERENCES "public"."practitioner"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intake_row" ADD CONSTRAINT "intake_row_feed_id_feed_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."feed"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listed" ADD CONSTRAINT "listed_list_id_list_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."list"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listed" ADD CONSTRAINT "listed_practitioner_id_practitioner_id_fk" FOREIGN KEY ("practitioner_id") REFERENCES "public"."practitioner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "intake_stage" ON "intake" USING btree ("stage");--> statement-breakpoint
CREATE INDEX "intake_row_listed" ON "intake_row" USING btree ("intake_id","id");--> statement-breakpoint
CREATE INDEX "intake_row_state" ON "intake_row" USING btree ("state");--> statement-breakpoint
CREATE INDEX "listed_practitioner" ON "listed" USING btree ("practitioner_id");