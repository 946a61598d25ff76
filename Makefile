# What a person does with this project. Everything else is in package.json's scripts.
.DEFAULT_GOAL := help
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

node_modules: package.json package-lock.json
	npm ci --no-fund --no-audit
	@touch node_modules

.PHONY: help
help: ## Say what there is
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort | expand -t 12

.PHONY: demo
demo: node_modules ## Show a working dashboard on simulated models, a real Prometheus and, where Java is, a real OpenSearch
	@scripts/install-prometheus.sh
	@tsx playground/demo.ts

.PHONY: build
build: node_modules ## Build the plugin into dist/
	rm -rf dist node_modules/.cache/webpack
	npm run build

.PHONY: check
check: node_modules ## Types, lint, unit tests: under two minutes
	npm run typecheck
	npm run lint
	jest --testPathIgnorePatterns '\.(prometheus|opensearch|elasticsearch7)\.test\.' 'scikit-learn'

.PHONY: test
test: ## Install what the tests need, and run all of them
	@scripts/test.sh

.PHONY: alert-files
alert-files: node_modules ## Write the demo's alert rules anew for Grafana and Prometheus, into provisioning/
	@tsx scripts/alert-files.ts

.PHONY: bench
bench: node_modules build ## Compare with peers, as ratios in one run
	tsx bench/confusion.ts
	tsx bench/size.ts
	tsx bench/draw.ts
	tsx bench/driftPanel.ts
	@scripts/python-venv.sh .cache/bench-venv bench/requirements.txt
	tsx bench/drift.ts
	@scripts/install-prometheus.sh
	tsx bench/plans.ts; reached=$$?; tsx bench/requests.ts && exit $$reached

.PHONY: package
package: build ## The zip that Grafana's catalogue and `grafana cli` take, with its sha1
	@scripts/package.sh

.PHONY: compatible
compatible: node_modules ## Check the Grafana interfaces that we use against the newest Grafana
	@for entry in src/module.tsx src/datasource/module.ts src/panels/confusion-matrix/module.ts src/panels/metric-drift/module.ts; do \
	  npx --yes @grafana/levitate@0.17.2 is-compatible --path $$entry --target @grafana/data,@grafana/ui,@grafana/runtime || exit 1; \
	done

.PHONY: e2e-grafana
e2e-grafana: node_modules ## Browser tests against the Grafana at GRAFANA_URL, provisioned from provisioning/; DEMO_STATE names the demo's state.json
	playwright test --config e2e/grafana/playwright.config.ts
