-- A role that reads the views and nothing else. What is granted on the names stays when a view is built anew.
-- Run it once as the owner of the register, after the service has made the views.
CREATE ROLE laeringslopp_reader LOGIN;
GRANT USAGE ON SCHEMA laeringslopp_views TO laeringslopp_reader;
GRANT SELECT ON
    laeringslopp_views.decisions, laeringslopp_views.trials, laeringslopp_views.failures, laeringslopp_views.lessons,
    laeringslopp_views.lesson_levels, laeringslopp_views.duties, laeringslopp_views.judgements,
    laeringslopp_views.news, laeringslopp_views.concerned
TO laeringslopp_reader;
ALTER ROLE laeringslopp_reader SET default_transaction_read_only = on;
