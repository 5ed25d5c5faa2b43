import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Prints every ConfigOption that the classes of some jars declare, one JSON object a line.
 *
 * java ExtractOptions.java [--package <prefix>]... [--with <jar>]... <jar>...
 *
 * `--with` jars are on the class path without being searched. It needs no Flink to compile: the option classes are those
 * of the given jars, so one program reads every version. It fails if it finds an option that it cannot read.
 */
public class ExtractOptions {
    private static final String OPTION = "org.apache.flink.configuration.ConfigOption";
    private static final String OPTION_DESCRIPTOR = "Lorg/apache/flink/configuration/ConfigOption;";

    /** Tags of the constant pool of a class file, and how many bytes follow each tag. */
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int[] CONSTANT_SIZES = {0, 0, 0, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 0, 0, 3, 2, 4, 4, 2, 2};

    private final ClassLoader loader;
    private final Class<?> optionClass;
    private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    private boolean failed;

    private ExtractOptions(List<String> jars) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String jar : jars) urls.add(new File(jar).toURI().toURL());
        loader = new URLClassLoader(urls.toArray(new URL[0]), ExtractOptions.class.getClassLoader());
        optionClass = loader.loadClass(OPTION);
    }

    public static void main(String[] args) throws Exception {
        List<String> packages = new ArrayList<>();
        List<String> with = new ArrayList<>();
        List<String> searched = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--package")) packages.add(args[++i]);
            else if (args[i].equals("--with")) with.add(args[++i]);
            else searched.add(args[i]);
        }
        if (packages.isEmpty()) packages.add("org.apache.flink.");
        List<String> all = new ArrayList<>(searched);
        all.addAll(with);
        ExtractOptions extract = new ExtractOptions(all);
        for (String name : extract.candidates(searched, packages)) extract.printOptions(name);
        extract.out.flush();
        // static initializers of the classes that were read may have left threads behind
        System.exit(extract.failed ? 1 : 0);
    }

    /** The classes that declare an option, each once, in the order of the jars. */
    private Set<String> candidates(List<String> jars, List<String> packages) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (String jar : jars) {
            try (JarFile file = new JarFile(jar)) {
                Set<String> sorted = new TreeSet<>();
                for (JarEntry entry : Collections.list(file.entries())) {
                    if (!entry.getName().endsWith(".class")) continue;
                    String name = entry.getName().substring(0, entry.getName().length() - 6).replace('/', '.');
                    boolean wanted = packages.stream().anyMatch(name::startsWith) && !name.contains(".shaded.");
                    if (wanted && declaresOption(new DataInputStream(new BufferedInputStream(file.getInputStream(entry))), name)) sorted.add(name);
                }
                names.addAll(sorted);
            }
        }
        return names;
    }

    /**
     * Whether a class file has a static field of the option type, or one in a Scala object. Read from the file, since most
     * classes of a jar need others that are not there to be loaded.
     */
    private static boolean declaresOption(DataInputStream file, String name) throws IOException {
        file.skipNBytes(8);
        String[] constants = new String[file.readUnsignedShort()];
        for (int i = 1; i < constants.length; i++) {
            int tag = file.readUnsignedByte();
            if (tag == UTF8) constants[i] = file.readUTF();
            else file.skipNBytes(CONSTANT_SIZES[tag]);
            // these two take the place of two
            if (tag == LONG || tag == DOUBLE) i++;
        }
        file.skipNBytes(6);
        file.skipNBytes(2 * file.readUnsignedShort());
        for (int fields = file.readUnsignedShort(); fields > 0; fields--) {
            boolean isStatic = Modifier.isStatic(file.readUnsignedShort());
            file.skipNBytes(2);
            String descriptor = constants[file.readUnsignedShort()];
            if (descriptor.equals(OPTION_DESCRIPTOR) && (isStatic || name.endsWith("$"))) return true;
            for (int attributes = file.readUnsignedShort(); attributes > 0; attributes--) {
                file.skipNBytes(2);
                file.skipNBytes(Integer.toUnsignedLong(file.readInt()));
            }
        }
        return false;
    }

    private void printOptions(String className) {
        Class<?> declaring;
        Field[] fields;
        try {
            declaring = Class.forName(className, false, loader);
            fields = declaring.getDeclaredFields();
        } catch (Throwable e) {
            unreadable(className, e);
            return;
        }
        for (Field field : fields) {
            if (!optionClass.isAssignableFrom(field.getType())) continue;
            try {
                Object option = valueOf(declaring, field);
                if (option != null) out.println(json(describe(declaring, field, option)));
            } catch (Throwable e) {
                unreadable(className + "#" + field.getName(), e);
            }
        }
    }

    /** The option that a field holds: static, or of the one instance of a Scala object. Other fields belong to no option class. */
    private static Object valueOf(Class<?> declaring, Field field) throws ReflectiveOperationException {
        field.setAccessible(true);
        if (Modifier.isStatic(field.getModifiers())) return field.get(null);
        if (!declaring.getName().endsWith("$")) return null;
        Field module = declaring.getDeclaredField("MODULE$");
        module.setAccessible(true);
        return field.get(module.get(null));
    }

    private void unreadable(String what, Throwable e) {
        failed = true;
        Throwable cause = e;
        while (cause.getCause() != null) cause = cause.getCause();
        System.err.println(what + ": " + cause);
    }

    private Map<String, Object> describe(Class<?> declaring, Field field, Object option) throws ReflectiveOperationException {
        Class<?> type = (Class<?>) call(option, "getClazz");
        String typeName = type.isEnum() ? "Enum" : type.getSimpleName();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("key", call(option, "key"));
        result.put("type", (Boolean) call(option, "isList") ? "List<" + typeName + ">" : typeName);
        if ((Boolean) call(option, "hasDefaultValue")) {
            Object value = call(option, "defaultValue");
            if (value != null) result.put("default", text(value));
        }
        if (type.isEnum()) {
            List<String> constants = new ArrayList<>();
            for (Object constant : type.getEnumConstants()) constants.add(constant.toString());
            result.put("values", constants);
        }
        List<String> aliases = new ArrayList<>();
        List<String> deprecatedAliases = new ArrayList<>();
        for (Object fallback : (Iterable<?>) call(option, "fallbackKeys")) {
            boolean deprecated = (Boolean) call(fallback, "isDeprecated");
            (deprecated ? deprecatedAliases : aliases).add((String) call(fallback, "getKey"));
        }
        result.put("aliases", aliases);
        result.put("deprecatedAliases", deprecatedAliases);
        result.put("deprecated", field.isAnnotationPresent(Deprecated.class) || declaring.isAnnotationPresent(Deprecated.class));
        // Flink marks what follows a variable part of a key, and the operator what a single job may set
        Object suffixOf = annotated(field, declaring, "SuffixOption");
        if (suffixOf != null) result.put("suffixOf", suffixOf);
        Object sections = annotated(field, declaring, "Section");
        if (sections != null) result.put("sections", sections);
        result.put("class", declaring.getName());
        return result;
    }

    private static Object annotated(Field field, Class<?> declaring, String annotation) throws ReflectiveOperationException {
        for (Annotation[] annotations : new Annotation[][] {field.getAnnotations(), declaring.getAnnotations()}) {
            for (Annotation present : annotations) {
                if (!present.annotationType().getSimpleName().equals(annotation)) continue;
                // before Flink 1.18 the mark of a suffix does not say of what: catalogue/by-hand.json does
                return present.annotationType().getDeclaredMethods().length == 0 ? null : call(present, "value");
            }
        }
        return null;
    }

    /** A default as Flink would have it written in a configuration. */
    private String text(Object value) throws ReflectiveOperationException {
        if (value instanceof Duration) {
            return (String) loader.loadClass("org.apache.flink.util.TimeUtils").getMethod("formatWithHighestUnit", Duration.class).invoke(null, value);
        }
        if (value instanceof Map) {
            List<String> pairs = new ArrayList<>();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) pairs.add(text(entry.getKey()) + ":" + text(entry.getValue()));
            return String.join(",", pairs);
        }
        List<String> items = new ArrayList<>();
        if (value instanceof Collection) {
            for (Object item : (Collection<?>) value) items.add(text(item));
        } else if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) items.add(text(Array.get(value, i)));
        } else {
            return value.toString();
        }
        return String.join(";", items);
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        Class<?> type = target instanceof Annotation ? ((Annotation) target).annotationType() : target.getClass();
        Method found = type.getDeclaredMethod(method);
        found.setAccessible(true);
        return found.invoke(target);
    }

    private static String json(Object value) {
        if (value instanceof Map) {
            List<String> members = new ArrayList<>();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) members.add(json(entry.getKey()) + ":" + json(entry.getValue()));
            return "{" + String.join(",", members) + "}";
        }
        if (value instanceof Collection) {
            List<String> items = new ArrayList<>();
            for (Object item : (Collection<?>) value) items.add(json(item));
            return "[" + String.join(",", items) + "]";
        }
        if (value instanceof Object[]) return json(List.of((Object[]) value));
        if (value instanceof Boolean) return value.toString();
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : value.toString().toCharArray()) {
            if (c == '"' || c == '\\') quoted.append('\\').append(c);
            else if (c < 0x20) quoted.append(String.format("\\u%04x", (int) c));
            else quoted.append(c);
        }
        return quoted.append('"').toString();
    }
}
