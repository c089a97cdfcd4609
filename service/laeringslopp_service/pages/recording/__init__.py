"""Recording in the browser: a form for every kind of fact, made from the same models that judge what is sent."""
