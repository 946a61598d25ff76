import java.nio.file.*;
import java.util.*;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;

/** One OpenSearch node with HTTP on 127.0.0.1. Usage: DemoNode HOME_DIR PORT [setting=value ...] */
public class DemoNode extends Node {
  static final List<Class<? extends Plugin>> MODULES = List.of(
      org.opensearch.transport.Netty4Plugin.class,
      org.opensearch.painless.PainlessPlugin.class,
      org.opensearch.search.aggregations.matrix.MatrixAggregationPlugin.class,
      org.opensearch.analysis.common.CommonAnalysisPlugin.class,
      org.opensearch.index.mapper.MapperExtrasPlugin.class,
      org.opensearch.index.reindex.ReindexPlugin.class,
      org.opensearch.ingest.common.IngestCommonPlugin.class);

  DemoNode(Environment env) { super(env, MODULES, false); }

  public static void main(String[] args) throws Exception {
    Path home = Paths.get(args[0]).toAbsolutePath();
    Files.createDirectories(home.resolve("config"));
    Settings.Builder s = Settings.builder()
        .put("path.home", home).put("cluster.name", "modelwatch").put("node.name", "modelwatch-0")
        .put("network.host", "127.0.0.1").put("http.port", args[1])
        .put("transport.port", "0").put("discovery.type", "single-node")
        .put("cluster.routing.allocation.disk.threshold_enabled", false);
    for (int i = 2; i < args.length; i++) { String[] kv = args[i].split("=", 2); s.put(kv[0], kv[1]); }
    DemoNode node = new DemoNode(new Environment(s.build(), home.resolve("config")));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> { try { node.close(); } catch (Exception e) { e.printStackTrace(); } }));
    node.start();
    Thread.currentThread().join();
  }
}
