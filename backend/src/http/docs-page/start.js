/* global SwaggerUIBundle */
window.addEventListener('load', () => {
  const problem = location.hash.startsWith('#problem-') ? location.hash.slice(1) : null;
  SwaggerUIBundle({
    url: '/api/openapi.json',
    dom_id: '#swagger-ui',
    // It takes any anchor for one of its own.
    deepLinking: !problem,
    docExpansion: 'list',
    defaultModelsExpandDepth: -1,
    // Otherwise the document's address is sent to a validator on the internet.
    validatorUrl: null,
    // The endpoints are drawn above the table of problems and push it down after the browser has gone to its anchor.
    onComplete: () => {
      if (problem) document.getElementById(problem)?.scrollIntoView();
    },
  });
});
