/* On every page: loads the box. Modules bear the name .js, and this one is none: many servers know no other name for a script, and
   browsers run no module that is not called a script. */

import('./box.js');
